import { quantileSorted } from 'simple-statistics';
import type { Estimate } from './estimate.js';
import type { Resamples } from './resamples.js';
import { studentisedRatio } from './studentised.js';

/**
 * Percentile bootstrap over units (Efron 1979): the quantiles of `statistic` over the resamples, for statistics that
 * have no standard error of their own; of means see `bootstrapMean`. Paired data stay paired, because a resample is a
 * list of unit indices.
 */
export function bootstrap(resamples: Resamples, statistic: (units: Int32Array) => number, level = 0.95): Estimate {
  const sorted = Array.from(Float64Array.from(resamples, statistic).sort());
  const n = resamples[0]?.length ?? 0;
  return {
    value: statistic(Int32Array.from({ length: n }, (_, i) => i)),
    low: quantileSorted(sorted, (1 - level) / 2),
    high: quantileSorted(sorted, (1 + level) / 2),
  };
}

/** Mean over units with its interval by the studentised bootstrap. */
export function bootstrapMean(values: ArrayLike<number>, resamples: Resamples): Estimate {
  const found = studentisedRatio(values, new Float64Array(values.length).fill(1), resamples).interval();
  if (found === null)
    throw new RangeError(
      `bootstrapMean: expected more resamples than bound an interval, got ${resamples.length}; draw 100 or more`,
    );
  return found;
}

/**
 * Ratio of means mean(numerator) / mean(denominator) of paired values, with its interval by the studentised bootstrap
 * over the pairs; null if they do not bound it.
 */
export function bootstrapRatio(
  numerator: ArrayLike<number>,
  denominator: ArrayLike<number>,
  resamples: Resamples,
): Estimate | null {
  return studentisedRatio(numerator, denominator, resamples).interval();
}
