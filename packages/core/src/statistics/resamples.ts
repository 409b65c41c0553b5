import type { Key } from '../philox.js';
import { integerAt } from '../rng.js';

/** Lists of unit indices 0 … n−1, each drawn with replacement: what a bootstrap recomputes its statistic on. */
export type Resamples = readonly Int32Array[];

/**
 * `count` resamples of n units. One set serves all statistics of the same units: what is compared then differs by
 * the values alone.
 * @throws RangeError if there are fewer than two units
 */
export function drawResamples(key: Key, n: number, count = 2000): Resamples {
  if (n < 2) throw new RangeError(`drawResamples: expected at least 2 units, got ${n}`);
  return Array.from({ length: count }, (_, r) =>
    Int32Array.from({ length: n }, (_, i) => integerAt(key, r * n + i, n)),
  );
}
