import {
  bootstrapMean,
  type ComparedMetricName,
  type Estimate,
  mean,
  type Resamples,
  tInterval,
} from '@latent-paths/core';
import { pairedTrials, resamplesFor, type ScoredArm } from '@latent-paths/trials/comparison';

/** A difference, and what its interval is over. */
export interface Delta extends Estimate {
  /** `seeds`: Student's t over the seeds that both have. `pairs`: bootstrap over the test pairs of one seed. */
  readonly over: 'seeds' | 'pairs';
  readonly units: number;
}

/**
 * Mean(group) − mean(baseline) of a metric, pair by pair and seed by seed; a formula, which has one trial, stands
 * beside every seed of the other. Null if one of them does not define the metric, or they have no seed in common.
 */
export function estimateDelta(
  group: ScoredArm,
  baseline: ScoredArm,
  metric: ComparedMetricName,
  resamples: Resamples,
): Delta | null {
  const differences = pairedTrials(group, baseline, metric).map(({ a, b }) => a.map((value, pair) => value - b[pair]!));
  const [first] = differences;
  if (first === undefined) return null;
  if (differences.length >= 2) return { ...tInterval(differences.map(mean)), over: 'seeds', units: differences.length };
  return { ...bootstrapMean(first, resamplesFor(first, resamples)), over: 'pairs', units: first.length };
}
