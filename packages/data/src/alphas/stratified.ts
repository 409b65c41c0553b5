import { z } from 'zod';
import { storedAlpha, type AlphaContext, type AlphaSampler } from './alpha-sampler.js';
import { strata } from './strata.js';
import { defineAlphas } from './define-alphas.js';

/**
 * One α in each of the n strata of a batch of n points, α = (i + u)/n, given to the points in a shuffled order so
 * that pair and stratum are independent: removes most of the variance that α alone causes.
 */
export const stratified = defineAlphas({
  about: 'α spread evenly over the whole batch, shuffled over its pairs',
  schema: z.object({ count: z.int().min(1).default(1).describe('α per pair') }),
  examples: [{ count: 4 }],
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
    ({ key }: AlphaContext): AlphaSampler => {
      const spread = strata(key);
      return {
        perPair: count,
        cumulative: (alpha) => alpha,
        fill: ({ firstPoint }, out) => {
          const spots = new Float64Array(out.length);
          spread(firstPoint, spots);
          spots.forEach((spot, i) => (out[i] = storedAlpha(spot)));
        },
      };
    },
});
