import { categoryOf, type FactorSpace } from './factor-space.js';
import type { FactorPath } from './path-error.js';

/**
 * Share of the frames whose category is not that of the best single switch: the first k frames of a's category, the
 * others of b's, 1 ≤ k ≤ n − 1. Null where the space has no categories.
 */
export function switchError(space: FactorSpace, path: FactorPath, a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (space.category === null) return null;
  const seen = path.map((factors) => categoryOf(space, factors));
  const wrongBefore = (k: number) => seen.filter((category, i) => category !== categoryOf(space, i < k ? a : b)).length;
  let least = Infinity;
  for (let k = 1; k < path.length; k++) least = Math.min(least, wrongBefore(k));
  return least / path.length;
}
