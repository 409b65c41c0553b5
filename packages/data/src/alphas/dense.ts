import { uniformAt } from '@latent-paths/core';
import { z } from 'zod';
import { storedAlpha, type AlphaContext, type AlphaSampler } from './alpha-sampler.js';
import { defineAlphas } from './define-alphas.js';

/**
 * A jittered grid of K α within each pair, α_j = (j + u_j)/K with fresh u_j at every visit: ascending, one in each cell
 * and uniform there; for a smooth path the variance within a pair falls about as 1/K².
 */
export const dense = defineAlphas({
  about: 'a jittered grid of α along each pair, new at every visit',
  schema: z.object({ count: z.int().min(1).default(16).describe('α per pair') }),
  examples: [{ count: 5 }],
  worked: {
    parameters: { count: 2 },
    belowQuarter: 0.25,
    cells: [
      [0, 0.5],
      [0.5, 1],
    ],
  },
  build:
    ({ count }) =>
    ({ key }: AlphaContext): AlphaSampler => ({
      perPair: count,
      cumulative: (alpha) => alpha,
      fill: ({ firstPoint, perPair }, out) => {
        for (let i = 0; i < out.length; i++) {
          out[i] = storedAlpha(((i % perPair) + uniformAt(key, firstPoint + i)) / perPair);
        }
      },
    }),
});
