import { z } from 'zod';
import { storedAlpha, type AlphaContext, type AlphaSampler } from './alpha-sampler.js';
import { strata } from './strata.js';
import { defineAlphas } from './define-alphas.js';

/**
 * α denser around ½, where paths stray furthest: the density p·(2·min(α, 1−α))^(p−1), a tent for p = 2 and uniform for
 * p = 1, spread evenly over the batch. By inverse transform of u: α = ½(2u)^(1/p) up to ½, and its mirror image beyond.
 */
export const middle = defineAlphas({
  about: 'α denser around the middle, spread evenly over the whole batch, shuffled over its pairs',
  schema: z.object({
    count: z.int().min(1).default(1).describe('α per pair'),
    power: z
      .number()
      .min(1)
      .max(20)
      .default(2)
      .describe('p of the density p·(2·min(α, 1−α))^(p−1): 1 is uniform, 2 a tent, more is narrower'),
  }),
  examples: [{ count: 4, power: 3.5 }],
  worked: {
    parameters: { count: 2, power: 2 },
    belowQuarter: 0.5 ** 2 / 2,
    cells: [
      [0, 0.5],
      [0.5, 1],
    ],
  },
  build:
    ({ count, power }) =>
    ({ key }: AlphaContext): AlphaSampler => {
      const spread = strata(key);
      const mirrored = (u: number, half: (u: number) => number) => (u < 0.5 ? half(u) : 1 - half(1 - u));
      return {
        perPair: count,
        cumulative: (alpha) => mirrored(alpha, (near) => (2 * near) ** power / 2),
        fill: ({ firstPoint }, out) => {
          const spots = new Float64Array(out.length);
          spread(firstPoint, spots);
          spots.forEach((spot, i) => (out[i] = storedAlpha(mirrored(spot, (u) => (2 * u) ** (1 / power) / 2))));
        },
      };
    },
});
