import { z } from 'zod';
import { equalShares, type Sampling } from './curriculum.js';
import { defineCurriculum } from './define-curriculum.js';

export const alphaWindow = defineCurriculum({
  about:
    'α near the ends first: only min(α, 1−α) ≤ w/2 is drawn, and w grows in even steps from `from` to 1, each ' +
    'level for an equal share of training.',
  schema: z.object({
    from: z.number().gt(0).lt(1).default(0.25).describe('width w of the first window, both ends together'),
    levels: z.int().min(2).max(1000).default(4).describe('windows, the whole path included'),
  }),
  examples: [{ from: 0.1, levels: 3 }],
  worked: {
    parameters: { from: 0.5, levels: 2 },
    progress: 0,
    asks: { alphaShares: { edges: [0, 0.25, 0.75, 1], shares: [0.5, 0, 0.5] } },
  },
  build: ({ from, levels }) =>
    equalShares([
      ...Array.from({ length: levels - 1 }, (_, level) => nearEnds(from + ((1 - from) * level) / (levels - 1))),
      {},
    ]),
});

/** α uniform where min(α, 1−α) ≤ width/2. */
function nearEnds(width: number): Sampling {
  return { alphaShares: { edges: [0, width / 2, 1 - width / 2, 1], shares: [0.5, 0, 0.5] } };
}
