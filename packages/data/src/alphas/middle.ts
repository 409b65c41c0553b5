import { z } from 'zod';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';
import { fillStrata } from './strata.js';
import { defineAlphas } from './define-alphas.js';
import { HALVES } from './even-alphas.js';

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
    cells: HALVES,
  },
  build:
    ({ count, power }) =>
    ({ key }: AlphaContext): AlphaSampler => ({
      perPair: count,
      cumulative: (alpha) => mirrored(alpha, (near) => (2 * near) ** power / 2),
      fill: fillStrata(key, (u) => mirrored(u, (half) => (2 * half) ** (1 / power) / 2)),
    }),
});

/** `half` below ½, and its mirror image beyond. */
function mirrored(u: number, half: (u: number) => number): number {
  return u < 0.5 ? half(u) : 1 - half(1 - u);
}
