import type { ExperimentStore } from '@latent-paths/data';
import { ok, type Finding } from './check.js';

/** What an experiment may keep beside its record and its comparison, by file. Null where it is not there. */
const KEPT = {
  'comparison.previous.json': (store) => store.readPreviousComparison(),
  'projection.json': (store) => store.readProjection(),
  'exploration.json': (store) => store.readExploration(),
  'selection.json': (store) => store.readSelection(),
} as const satisfies Readonly<Record<string, (store: ExperimentStore) => Promise<object | null>>>;

/** Whether the records can be read that are there, each by its own hash. */
export function keptRecords(store: ExperimentStore): readonly (() => Promise<Finding | null>)[] {
  return Object.entries(KEPT).map(
    ([name, read]) =>
      async () =>
        (await read(store)) === null ? null : ok(name),
  );
}
