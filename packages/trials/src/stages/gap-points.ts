import type { TrialConfig } from '@latent-paths/specification/trial';
import { foreignPoints } from '../evaluation/scoring/foreign-points.js';
import { trainedPoints, type TrainedPoints } from '../evaluation/scoring/trained-points.js';
import { samplersOf } from '../training/tasks/samplers.js';
import type { ForeignPairs } from './path/foreign-pairs.js';

export interface GapPointsOptions {
  readonly config: TrialConfig;
  readonly gaps: NonNullable<TrialConfig['evaluation']['gaps']>;
  readonly seed: number;
  /** Steps that were trained here; null where nothing was. */
  readonly steps: number | null;
  /** What it was trained on elsewhere; null where that is not known. */
  readonly pairs: ForeignPairs | null;
  /** Latents in the training pool. */
  readonly poolSize: number;
}

/** What a path was trained on, here or elsewhere, and what not; null where it is not known, or it is a formula. */
export function gapPoints({ config, gaps, seed, steps, pairs, poolSize }: GapPointsOptions): TrainedPoints | null {
  if (pairs !== null) {
    const most = gaps.batches * config.batch;
    return foreignPoints({ points: pairs.points, most, pairs: gaps.pairs, seed: config.evaluation.seed });
  }
  if (steps === null) return null;
  return trainedPoints({
    samplers: samplersOf({ config, seed, poolSize }),
    steps,
    batch: config.batch,
    batches: gaps.batches,
    pairs: gaps.pairs,
    seed: config.evaluation.seed,
  });
}
