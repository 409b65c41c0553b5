import { PATHS, POINTS, TRUTH_PATHS, type ExperimentRecord, type SummaryRecord } from '@latent-paths/core';
import type { Store, Table, TrialStore } from '@latent-paths/data';
import { parseTrial } from '@latent-paths/specification/trial';
import { pairScores, type PairValues, truthOf } from '@latent-paths/trials/comparison';
import type { InterpolatableTrial } from '../interpolatable-trial.js';

/** What a trial scored, a value for each test pair, and for each pair of ground truth. */
export interface Scores {
  readonly trial: string;
  readonly summary: SummaryRecord;
  readonly values: PairValues;
  readonly truth: PairValues;
}

/** Scores of a path, and of the straight line on the same pairs and α, where one was scored. */
export interface ScoresBesideLine {
  readonly own: Scores;
  /** Null where the experiment has no straight line on the same pairs of the same VAE. */
  readonly line: Scores | null;
}

interface ScoresBesideLineOptions {
  readonly trial: InterpolatableTrial;
  readonly store: Store;
  readonly record: ExperimentRecord | null;
}

interface Read extends Scores {
  /** Test images of each pair, and the grid of α: equal where two trials can be compared pair by pair. */
  readonly places: string;
}

/** Reads the scores of a trial and of its experiment's straight line. @throws if a file is damaged */
export async function scoresBesideLine({ trial, store, record }: ScoresBesideLineOptions): Promise<ScoresBesideLine> {
  const own = await scoresOf(trial.files, trial.name.trial);
  if (own === null) throw new Error(`${trial.files.folder}: expected its scores, found none; run its experiment again`);
  const experiment = store.experiment(trial.name.experiment);
  const vae = trial.run.inputs['vae']?.content;
  for (const id of record?.arms.flatMap(({ trained, trials }) => (trained ? [] : trials)) ?? []) {
    const files = experiment.trial(id);
    const [run, spec] = [await files.readRun(), await files.readSpec()];
    if (run?.status !== 'finished' || spec === null || run.inputs['vae']?.content !== vae) continue;
    if (parseTrial(spec, `${files.folder}/spec.yaml`).path.kind !== 'linear') continue;
    const line = await scoresOf(files, id);
    if (line !== null && line.places === own.places) return { own, line };
  }
  return { own, line: null };
}

async function scoresOf(files: TrialStore, trial: string): Promise<Read | null> {
  const summary = await files.readSummary();
  const [points, paths, truth] = [
    await files.readTable(POINTS),
    await files.readTable(PATHS),
    await files.readTable(TRUTH_PATHS),
  ];
  if (summary === null || points === null || paths === null) return null;
  return {
    trial,
    summary,
    values: pairScores(points, paths, summary.real.reprojection).values,
    truth: truthOf(truth, summary.truth).truth?.values ?? {},
    places: JSON.stringify([column(paths, 'a'), column(paths, 'b'), summary.alphas]),
  };
}

const column = (table: Table, name: string): number[] => Array.from(table.columns[name]?.data ?? [], Number);
