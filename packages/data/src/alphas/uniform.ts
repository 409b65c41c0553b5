import { definePiece, fillUniform } from '@latent-paths/core';
import { z } from 'zod';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';

/** Independent uniform α at every visit. */
export const uniform = definePiece({
  about: 'independent random α at every visit',
  schema: z.object({ count: z.int().min(1).default(1).describe('α per pair') }),
  examples: [{ count: 4 }],
  build:
    ({ count }) =>
    ({ key }: AlphaContext): AlphaSampler => ({
      perPair: count,
      cumulative: (alpha) => alpha,
      fill: ({ firstPoint }, out) => fillUniform(key, firstPoint, out),
    }),
});
