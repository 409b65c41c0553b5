import { definePiece, sampleWithoutReplacement, split, uniformAt } from '@latent-paths/core';
import { z } from 'zod';
import { storedAlpha, type AlphaContext, type AlphaSampler } from './alpha-sampler.js';

/**
 * One α in each of the n strata of a batch of n points, α = (i + u)/n, given to the points in a shuffled order so
 * that pair and stratum are independent: removes most of the variance that α alone causes.
 */
export const stratified = definePiece({
  about: 'α spread evenly over the whole batch, shuffled over its pairs',
  schema: z.object({ count: z.int().min(1).default(1).describe('α per pair') }),
  build: ({ count }) => ({ key }: AlphaContext): AlphaSampler => {
    const orders = split(key, 'order');
    const jitter = split(key, 'jitter');
    return {
      perPair: count,
      fill: ({ firstPoint }, out) => {
        const n = out.length;
        const strata = sampleWithoutReplacement(split(orders, firstPoint), n, n);
        strata.forEach((stratum, i) => (out[i] = storedAlpha((stratum + uniformAt(jitter, firstPoint + i)) / n)));
      },
    };
  },
});
