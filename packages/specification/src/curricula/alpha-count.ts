import { z } from 'zod';
import { equalShares } from './curriculum.js';
import { defineCurriculum } from './define-curriculum.js';

export const alphaCount = defineCurriculum({
  about:
    'The number of α per pair doubles from `from` up to `to`, each level for an equal share of training; batch ' +
    'must be a multiple of every level.',
  schema: z.object({ from: z.int().min(1).default(1), to: z.int().min(1).default(16) }),
  examples: [
    { from: 2, to: 12 },
    { from: 4, to: 4 },
  ],
  worked: { parameters: { from: 1, to: 4 }, progress: 0.5, asks: { alphasPerPair: 2 } },
  /** @throws if `to` is less than `from` */
  build: ({ from, to }) => {
    if (to < from) throw new RangeError(`to: expected at least from (${from}), got ${to}`);
    const counts = [];
    for (let count = from; count < to; count *= 2) counts.push(count);
    return equalShares([...counts, to].map((alphasPerPair) => ({ alphasPerPair })));
  },
});
