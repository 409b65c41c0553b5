import { scaleOf, wayBetween, type FactorSpace } from './factor-space.js';

/** A path through the factors: one set of factors a frame. */
export type FactorPath = readonly ArrayLike<number>[];

/** Distance of two sets of factors, without the categories and what depends on them: √Σ (Δ/scale)², scale a factor's range or half its period. */
export function factorDistance({ scored }: FactorSpace, a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.sqrt(scored.reduce((sum, { factor, index }) => sum + (wayBetween(factor, a[index]!, b[index]!) / scaleOf(factor)) ** 2, 0));
}

/** The shortest path between two sets of factors at the given α: straight on lines, the short way round on circles. Categories stay those of `a`. */
export function shortestPath({ scored }: FactorSpace, a: ArrayLike<number>, b: ArrayLike<number>, alphas: ArrayLike<number>): Float64Array[] {
  return Array.from(alphas, (alpha) => {
    const factors = Float64Array.from(a);
    for (const { factor, index } of scored) factors[index] = a[index]! + alpha * wayBetween(factor, a[index]!, b[index]!);
    return factors;
  });
}

/** Mean over the frames of the distance of a path's factors to those of the true path at the same α. */
export function pathError(space: FactorSpace, path: FactorPath, truth: FactorPath): number {
  return path.reduce((sum, factors, i) => sum + factorDistance(space, factors, truth[i]!), 0) / path.length;
}

/**
 * The path error after the best monotone reparameterisation: the least, over all frame numbers
 * 0 = i(0) ≤ i(1) ≤ … ≤ i(n) = n, of the mean over the true path's points j of the distance of frame i(j) to point j.
 *
 * It forgives a path its speed and nothing else: every true point is asked for, so that a constant path is not
 * forgiven, and no frame is made up between two, so that an abrupt switch is not. At most the raw error.
 */
export function reparameterisedPathError(space: FactorSpace, path: FactorPath, truth: FactorPath): number {
  const n = path.length;
  // least[i]: the least sum over the true points so far where the last one is given to frame i.
  let least = new Float64Array(n).fill(Infinity);
  least[0] = factorDistance(space, path[0]!, truth[0]!);
  for (let j = 1; j < n; j++) {
    const next = new Float64Array(n);
    let before = Infinity;
    for (let i = 0; i < n; i++) {
      before = Math.min(before, least[i]!);
      next[i] = before + factorDistance(space, path[i]!, truth[j]!);
    }
    least = next;
  }
  return least[n - 1]! / n;
}
