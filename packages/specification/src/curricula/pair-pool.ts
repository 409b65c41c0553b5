import { z } from 'zod';
import { equalShares } from './curriculum.js';
import { defineCurriculum } from './define-curriculum.js';

export const pairPool = defineCurriculum({
  about:
    'Few pairs first: those of a share of the pool’s latents, which grows by the same factor from `from` to 1, each ' +
    'level for an equal share of training. With fixed pairs each level has another set.',
  schema: z.object({
    from: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.05)
      .describe('share of the pool’s latents, of a shuffled order, that the first pairs are made of'),
    levels: z.int().min(2).max(1000).default(5).describe('sizes of the pool, the whole one included'),
  }),
  examples: [{ from: 0.5, levels: 2 }],
  worked: { parameters: { from: 0.25, levels: 3 }, progress: 0.5, asks: { poolShare: 0.5 } },
  build: ({ from, levels }) =>
    equalShares([
      ...Array.from({ length: levels - 1 }, (_, level) => ({ poolShare: from ** (1 - level / (levels - 1)) })),
      {},
    ]),
});
