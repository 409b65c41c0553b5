import { type ComparedMetricName, type Estimate, mean, type Resamples, tInterval } from '@latent-paths/core';
import { estimateOverPairs, pairedTrials, type ScoredArm } from '@latent-paths/trials/comparison';

/** A difference, and what its interval is over. */
export interface Delta extends Estimate {
  /** `seeds`: Student's t over the seeds that both have. `pairs`: bootstrap over the test pairs of one seed. */
  readonly over: 'seeds' | 'pairs';
  readonly units: number;
}

/**
 * Mean(group) − mean(baseline) of a metric, pair by pair and seed by seed; a formula, which has one trial, stands
 * beside every seed of the other. Null if one of them does not define the metric, they have no seed in common, or the
 * pairs do not bound it.
 */
export function estimateDelta(
  group: ScoredArm,
  baseline: ScoredArm,
  metric: ComparedMetricName,
  resamples: Resamples,
): Delta | null {
  const differences = pairedTrials(group, baseline, metric).map(({ a, b, scale }) => ({
    values: a.map((value, pair) => value - b[pair]!),
    scale,
  }));
  const [first] = differences;
  if (first === undefined) return null;
  if (differences.length >= 2) {
    const means = differences.map(({ values }) => mean(values));
    return { ...tInterval(means), over: 'seeds', units: means.length };
  }
  const found = estimateOverPairs(first, resamples);
  return found && { ...found, over: 'pairs', units: first.values.length };
}
