import { uniformAt } from '@latent-paths/core';
import { z } from 'zod';
import { storedAlpha, type AlphaContext, type AlphaSampler } from './alpha-sampler.js';
import { defineAlphas } from './define-alphas.js';

/** One uniform α for each pair, the same at every visit: training sees one point of each pair's path. */
export const single = defineAlphas({
  about: 'one random α per pair, the same at every visit',
  schema: z.object({}),
  worked: { belowQuarter: 0.25, cells: [[0, 1]] },
  build:
    () =>
    ({ key }: AlphaContext): AlphaSampler => ({
      perPair: 1,
      cumulative: (alpha) => alpha,
      fill: ({ pairs, perPair }, out) => {
        if (perPair !== 1) {
          throw new RangeError(
            `single α: expected 1 α per pair, got ${perPair}; use { kind: dense } or { kind: uniform }`,
          );
        }
        pairs.forEach(({ slot }, i) => (out[i] = storedAlpha(uniformAt(key, slot))));
      },
    }),
});
