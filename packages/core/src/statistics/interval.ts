import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import { integerAt, type Key } from '../rng.js';

/** An estimate with its confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly key: Key;
  readonly resamples?: number;
  readonly level?: number;
}

/**
 * Percentile bootstrap over units (Efron 1979): resamples 0 … n−1 with replacement and takes the quantiles of
 * `statistic` over the resamples. Paired data stay paired, because a resample is a list of unit indices.
 * @throws RangeError where there are fewer than two units
 */
export function bootstrap(n: number, statistic: (units: Int32Array) => number, options: BootstrapOptions): Estimate {
  const { key, resamples = 2000, level = 0.95 } = options;
  if (n < 2) throw new RangeError(`bootstrap: expected at least 2 units, got ${n}`);
  const units = new Int32Array(n);
  const draws = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) units[i] = integerAt(key, r * n + i, n);
    draws[r] = statistic(units);
  }
  draws.sort();
  const sorted = Array.from(draws);
  const value = statistic(Int32Array.from({ length: n }, (_, i) => i));
  return { value, low: quantileSorted(sorted, (1 - level) / 2), high: quantileSorted(sorted, (1 + level) / 2) };
}

/** Mean over units with its bootstrap interval. */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions): Estimate {
  return bootstrap(values.length, (units) => meanOf(values, units), options);
}

/** Ratio of means mean(numerator) / mean(denominator) of paired values, with its bootstrap interval over the pairs. */
export function bootstrapRatio(numerator: ArrayLike<number>, denominator: ArrayLike<number>, options: BootstrapOptions): Estimate {
  if (numerator.length !== denominator.length) {
    throw new RangeError(`bootstrapRatio: expected paired values, got ${numerator.length} and ${denominator.length}`);
  }
  return bootstrap(numerator.length, (units) => meanOf(numerator, units) / meanOf(denominator, units), options);
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
