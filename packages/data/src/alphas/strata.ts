import { sampleWithoutReplacement, split, uniformAt, type Key } from '@latent-paths/core';
import { storedAlpha, type AlphaSampler } from './alpha-sampler.js';

/**
 * Gives the n points of a batch one u in each of the n strata of [0, 1), u = (i + u_i)/n, in a shuffled order: each is
 * uniform by itself. A point's α is `quantile(u)`.
 */
export function fillStrata(key: Key, quantile: (u: number) => number): AlphaSampler['fill'] {
  const orders = split(key, 'order');
  const jitter = split(key, 'jitter');
  return ({ firstPoint }, out) => {
    const n = out.length;
    sampleWithoutReplacement(split(orders, firstPoint), n, n).forEach((stratum, i) => {
      const u = (stratum + uniformAt(jitter, firstPoint + i)) / n;
      out[i] = storedAlpha(quantile(u));
    });
  };
}
