import { storedAlpha, type AlphaSampler } from './alpha-sampler.js';

/** A density over α, constant in each of n cells. */
export interface AlphaShares {
  /** Ends of the cells, ascending from 0 to 1, // [n + 1] */
  readonly edges: readonly number[];
  /** Share of all α that fall into each cell; their sum is 1, // [n] */
  readonly shares: readonly number[];
}

/** The quantile of `u` in [0, 1): the α below which the share u lies. It rises with u. */
function alphaQuantile({ edges, shares }: AlphaShares, u: number): number {
  let below = 0;
  let reached = 0;
  for (const [cell, share] of shares.entries()) {
    if (share === 0) continue;
    const low = edges[cell]!;
    const high = edges[cell + 1]!;
    if (u < below + share) return Math.min(high, low + ((u - below) / share) * (high - low));
    below += share;
    reached = high;
  }
  return reached;
}

/**
 * Another sampler's α, moved to a density: each α is replaced by its quantile. Uniform α then follow the density, even
 * spacing stays even, and the order along a pair is kept.
 */
export function resharedAlphas(alphas: AlphaSampler, shares: AlphaShares): AlphaSampler {
  return {
    ...alphas,
    fill: (request, out) => {
      alphas.fill(request, out);
      out.forEach((alpha, i) => (out[i] = storedAlpha(alphaQuantile(shares, alpha))));
    },
  };
}
