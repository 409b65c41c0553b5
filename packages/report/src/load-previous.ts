import type { ComparisonRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { parse } from 'yaml';

/** One trial of a comparison, as far as it is still there. */
export interface ComparedTrial {
  readonly id: string;
  readonly arm: string;
  readonly seed: number;
  /** When it ended. */
  readonly at: string | null;
  readonly commit: string | null;
  /** Settings by dotted key; empty if they are not there any more. */
  readonly settings: ReadonlyMap<string, string>;
}

/** The comparison before the one that the page shows. */
export interface Previous {
  readonly comparison: ComparisonRecord;
  readonly then: readonly ComparedTrial[];
  readonly now: readonly ComparedTrial[];
  /** Trials of the comparison before that were deleted since. */
  readonly gone: number;
}

/** Null where there was no comparison before. @throws if a record of it cannot be read */
export async function loadPrevious(store: ExperimentStore, now: ComparisonRecord | null): Promise<Previous | null> {
  const comparison = now === null ? null : await store.readPreviousComparison();
  if (comparison === null) return null;
  const then = await loadTrials(store, comparison.trials);
  return {
    comparison,
    then,
    now: await loadTrials(store, now!.trials), // there is none before where there is none now
    gone: comparison.trials.length - then.length,
  };
}

async function loadTrials(store: ExperimentStore, ids: readonly string[]): Promise<readonly ComparedTrial[]> {
  const found: ComparedTrial[] = [];
  for (const id of ids) {
    const trial = store.trial(id);
    const [run, spec] = [await trial.readRun(), await trial.readSpec()];
    if (run === null) continue;
    const { arm, seed, endedAt, provenance } = run;
    const settings = new Map(flatten(spec === null ? {} : parse(spec), ''));
    found.push({ id, arm, seed, at: endedAt, commit: provenance.commit, settings });
  }
  return found;
}

/** `loss.attraction.weight.value` → `0.1`, for every value in a document. */
function flatten(value: unknown, key: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[key, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, key === '' ? name : `${key}.${name}`));
}
