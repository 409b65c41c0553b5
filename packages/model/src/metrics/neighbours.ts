import type { Neighbours } from './metric.js';
import { gap, row } from './rows.js';

/** k of Naeem et al. 2020. */
const NEIGHBOURS = 5;

/** The cost grows with the square of the images: of more than these, only the first are taken. */
const LARGEST = 1000;

/**
 * How the images lie among as many real ones, by Euclidean distance between features [n, f] and [m, f]: the first
 * min(n, m, 1000) of each are taken, so that what is expected of two like sets does not depend on their sizes.
 * Null if these are no more than k = 5.
 */
export function neighboursOf(
  features: Float32Array,
  realFeatures: Float32Array,
  featureSize: number,
): Neighbours | null {
  const count = Math.min(LARGEST, features.length / featureSize, realFeatures.length / featureSize);
  if (count <= NEIGHBOURS) return null;
  const distances = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const real = row(realFeatures, i, featureSize);
    for (let j = 0; j < count; j++) distances[i * count + j] = gap(real, row(features, j, featureSize));
  }
  const radii = (rows: Float32Array) =>
    Float64Array.from({ length: count }, (_, i) => radius(rows, i, count, featureSize));
  return { k: NEIGHBOURS, count, realRadii: radii(realFeatures), radii: radii(features), distances };
}

/** Distance of row i to its k-th nearest among the other rows. */
function radius(rows: Float32Array, i: number, count: number, width: number): number {
  const nearest: number[] = []; // ascending, at most k
  for (let j = 0; j < count; j++) {
    if (j === i) continue;
    const distance = gap(row(rows, i, width), row(rows, j, width));
    if (nearest.length === NEIGHBOURS && distance >= nearest[NEIGHBOURS - 1]!) continue;
    const place = nearest.findIndex((other) => distance < other);
    nearest.splice(place === -1 ? nearest.length : place, 0, distance);
    nearest.length = Math.min(nearest.length, NEIGHBOURS);
  }
  return nearest[NEIGHBOURS - 1]!;
}
