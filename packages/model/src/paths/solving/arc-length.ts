import type { NDArray } from '@latent-paths/core';

/**
 * Share of the whole length at which each of n places stands, from exactly 0 to exactly 1, for the n − 1 lengths
 * between them.
 */
export function arcShares(lengths: readonly number[]): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let passed = 0;
  const within = lengths.slice(0, -1).map((length) => {
    passed += length;
    return total === 0 ? 0 : passed / total;
  });
  return [0, ...within, 1];
}

/** Distances between the rows of `places` [n, d] that follow one another in `route`. */
export function latentLengths(places: NDArray<Float32Array>, route: readonly number[]): number[] {
  const d = places.shape[1]!;
  return route.slice(1).map((place, i) => {
    const before = route[i]!;
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (places.data[place * d + j]! - places.data[before * d + j]!) ** 2;
    return Math.sqrt(sum);
  });
}
