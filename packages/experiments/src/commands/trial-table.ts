import { suggestion, UsageError, plural } from '@latent-paths/core';
import type { IndexValue } from '@latent-paths/data';
import type { CommandContext } from './command.js';
import { refuseBadLink } from './find-trial.js';
import { trialEntries } from './trial-entry.js';

/** Trials of several experiments, column by column. */
export interface TrialTable {
  readonly rows: number;
  /** Keys of any trial: of its configuration, its metrics and its record, and `experiment`, `trial` and `current`. */
  readonly keys: readonly string[];
  column(key: string): readonly (IndexValue | undefined)[];
  /** What could not be read. Such a trial has the status `damaged`, and no keys but its names. */
  readonly problems: readonly TrialProblem[];
}

interface TrialProblem {
  readonly experiment: string;
  /** Null if it is the experiment itself, or its record. */
  readonly trial: string | null;
  readonly message: string;
}

/** Above this number of trials, a line says that they are being read. */
const MANY = 500;

/**
 * All trials of the named experiments (of all, where none is named), in the order of their arms and seeds; those that
 * an experiment no longer names come last.
 */
export async function loadTrials(
  names: readonly string[],
  context: Pick<CommandContext, 'store' | 'err'>,
): Promise<TrialTable> {
  const chosen = await chooseExperiments(names, context);
  const parts = await Promise.all(chosen.map((name) => loadExperiment(name, context)));
  const links = (await context.store.badLinks()).map(({ path, what }) => ({ ...partsOf(path), message: what }));
  const keys = new Set(['experiment', 'trial', 'current', ...parts.flatMap((part) => part.keys)]);
  return {
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    keys: [...keys],
    column: (key) => parts.flatMap((part) => part.column(key)),
    problems: [
      ...parts.flatMap((part) => part.problems),
      ...links.filter(({ experiment }) => names.length === 0 || chosen.includes(experiment)),
    ],
  };
}

/** Where in the store a path leads: `t/one` into experiment t. */
function partsOf(path: string): Pick<TrialProblem, 'experiment' | 'trial'> {
  const [experiment = '', trial = null] = path.split('/');
  return { experiment, trial };
}

/** @throws UsageError if a name is that of no experiment */
export async function chooseExperiments(
  names: readonly string[],
  { store }: Pick<CommandContext, 'store'>,
): Promise<readonly string[]> {
  const known = await store.experiments();
  for (const name of names) {
    if (known.includes(name)) continue;
    await refuseBadLink(name, store);
    const expected = known.length === 0 ? `one in ${store.folder}, which has none` : `one of ${known.join(', ')}`;
    throw new UsageError(`${name}: no experiment of this name was run; expected ${expected}${suggestion(name, known)}`);
  }
  return names.length === 0 ? known : [...new Set(names)];
}

async function loadExperiment(
  name: string,
  { store, err }: Pick<CommandContext, 'store' | 'err'>,
): Promise<TrialTable> {
  const files = store.experiment(name);
  const problems: TrialProblem[] = [];
  const record = await files.readExperiment().catch((error: Error) => {
    problems.push({ experiment: name, trial: null, message: error.message });
    return null;
  });
  const index = await store.index(name, {
    ...trialEntries(),
    onReading: (trials) =>
      trials >= MANY && err.write(`${name}: reading ${plural(trials, 'trial')} for the first time\n`),
  });
  problems.push(...[...index.problems].map(([trial, message]) => ({ experiment: name, trial, message })));

  const places = new Map(record?.arms.flatMap(({ trials }) => trials).map((trial, place) => [trial, place]));
  const placeOf = (row: number) => places.get(index.trials[row]!) ?? Infinity;
  const order = index.trials
    .map((_, row) => row)
    .sort((a, b) => (placeOf(a) === placeOf(b) ? a - b : placeOf(a) - placeOf(b)));
  const own: Readonly<Record<string, (trial: string) => IndexValue>> = {
    experiment: () => name,
    trial: (trial) => trial,
    current: (trial) => (record === null ? null : places.has(trial)),
  };
  return {
    rows: order.length,
    keys: index.keys,
    problems,
    column: (key) => {
      const make = Object.hasOwn(own, key) ? own[key] : undefined;
      if (make !== undefined) return order.map((row) => make(index.trials[row]!));
      const column = index.column(key);
      if (key !== 'status') return order.map((row) => column[row]);
      return order.map((row) => (index.problems.has(index.trials[row]!) ? 'damaged' : column[row]));
    },
  };
}
