import { sampleWithoutReplacement, split, uniformAt, type Key } from '@latent-paths/core';

/**
 * Fills `out` [n] with one number in each of the n strata of [0, 1), (i + u)/n, in a shuffled order: each is uniform by
 * itself. `firstPoint` is the position in the streams.
 */
export function strata(key: Key): (firstPoint: number, out: Float64Array) => void {
  const orders = split(key, 'order');
  const jitter = split(key, 'jitter');
  return (firstPoint, out) => {
    const n = out.length;
    sampleWithoutReplacement(split(orders, firstPoint), n, n).forEach(
      (stratum, i) => (out[i] = (stratum + uniformAt(jitter, firstPoint + i)) / n),
    );
  };
}
