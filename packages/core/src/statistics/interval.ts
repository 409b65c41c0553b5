import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import { integerAt, type Key } from '../rng.js';

/** An estimate with its confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Lists of unit indices 0 … n−1, each drawn with replacement: what a bootstrap recomputes its statistic on. */
export type Resamples = readonly Int32Array[];

/**
 * `count` resamples of n units. One set serves all statistics of the same units: what is compared then differs by
 * the values alone.
 * @throws RangeError where there are fewer than two units
 */
export function drawResamples(key: Key, n: number, count = 2000): Resamples {
  if (n < 2) throw new RangeError(`drawResamples: expected at least 2 units, got ${n}`);
  return Array.from({ length: count }, (_, r) => Int32Array.from({ length: n }, (_, i) => integerAt(key, r * n + i, n)));
}

/**
 * Percentile bootstrap over units (Efron 1979): the quantiles of `statistic` over the resamples. Paired data stay
 * paired, because a resample is a list of unit indices.
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

/** Mean over units with its bootstrap interval. */
export function bootstrapMean(values: ArrayLike<number>, resamples: Resamples): Estimate {
  return bootstrap(resamples, (units) => meanOf(values, units));
}

/** Ratio of means mean(numerator) / mean(denominator) of paired values, with its bootstrap interval over the pairs. */
export function bootstrapRatio(numerator: ArrayLike<number>, denominator: ArrayLike<number>, resamples: Resamples): Estimate {
  if (numerator.length !== denominator.length) {
    throw new RangeError(`bootstrapRatio: expected paired values, got ${numerator.length} and ${denominator.length}`);
  }
  return bootstrap(resamples, (units) => meanOf(numerator, units) / meanOf(denominator, units));
}

/** Mean of independent values with Student's t interval, n−1 degrees of freedom. */
export function tInterval(values: readonly number[], level = 0.95): Estimate {
  const n = values.length;
  if (n < 2) throw new RangeError(`tInterval: expected at least 2 values, got ${n}`);
  const value = mean([...values]);
  const half = (tQuantile((1 + level) / 2, n - 1) * sampleStandardDeviation([...values])) / Math.sqrt(n);
  return { value, low: value - half, high: value + half };
}

function meanOf(values: ArrayLike<number>, units: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < units.length; i++) sum += values[units[i]!]!;
  return sum / units.length;
}
