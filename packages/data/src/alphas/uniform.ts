import { fillUniform } from '@latent-paths/core';
import { z } from 'zod';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';
import { defineAlphas } from './define-alphas.js';

/** Independent uniform α at every visit. */
export const uniform = defineAlphas({
  about: 'independent random α at every visit',
  schema: z.object({ count: z.int().min(1).default(1).describe('α per pair') }),
  examples: [{ count: 4 }],
  worked: {
    parameters: { count: 2 },
    belowQuarter: 0.25,
    cells: [
      [0, 1],
      [0, 1],
    ],
  },
  build:
    ({ count }) =>
    ({ key }: AlphaContext): AlphaSampler => ({
      perPair: count,
      cumulative: (alpha) => alpha,
      fill: ({ firstPoint }, out) => fillUniform(key, firstPoint, out),
    }),
});
