import { scaleOf, wayBetween, type FactorSpace } from './factor-space.js';

/**
 * Distance of two sets of factors: √Σ (Δ/scale)², the scale of a factor its range, of a circle half its period.
 * Categories and what they fold are left out.
 */
export function factorDistance({ scored }: FactorSpace, a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.sqrt(
    scored.reduce(
      (sum, { factor, index }) => sum + (wayBetween(factor, a[index]!, b[index]!) / scaleOf(factor)) ** 2,
      0,
    ),
  );
}

export interface ShortestPathOptions {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly alphas: ArrayLike<number>;
}

/**
 * The shortest path between two sets of factors: straight on lines, the short way round on circles; all else stays as
 * in `a`.
 */
export function shortestPath({ scored }: FactorSpace, { a, b, alphas }: ShortestPathOptions): Float64Array[] {
  return Array.from(alphas, (alpha) => {
    const factors = Float64Array.from(a);
    for (const { factor, index } of scored) factors[index]! += alpha * wayBetween(factor, a[index]!, b[index]!);
    return factors;
  });
}
