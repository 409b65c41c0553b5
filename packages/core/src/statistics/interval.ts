import { quantileSorted } from 'simple-statistics';
import { integerAt, type Key } from '../rng.js';
import { studentisedRatio } from './studentised.js';

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
 * Percentile bootstrap over units (Efron 1979): the quantiles of `statistic` over the resamples, for statistics that have
 * no standard error of their own; of means see `bootstrapMean`. Paired data stay paired, because a resample is a list of
 * unit indices.
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
  if (found === null) throw new RangeError(`bootstrapMean: expected more resamples than bound an interval, got ${resamples.length}; draw 100 or more`);
  return found;
}

/**
 * Ratio of means mean(numerator) / mean(denominator) of paired values, with its interval by the studentised bootstrap over
 * the pairs; null where they do not bound it.
 */
export function bootstrapRatio(numerator: ArrayLike<number>, denominator: ArrayLike<number>, resamples: Resamples): Estimate | null {
  return studentisedRatio(numerator, denominator, resamples).interval();
}
