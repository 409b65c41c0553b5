import { z } from 'zod';
import { equalShares } from './curriculum.js';
import { defineCurriculum } from './define-curriculum.js';

export const pairDistance = defineCurriculum({
  about:
    'Near pairs first: each pair is the one of several candidates with the least ‖zA − zB‖. Their number is halved ' +
    'from `candidates` down to 1, each level for an equal share of training.',
  schema: z.object({
    candidates: z.int().min(2).max(1024).default(8).describe('pairs that compete for each place at first'),
  }),
  examples: [{ candidates: 3 }],
  worked: { parameters: { candidates: 4 }, progress: 0.5, asks: { candidates: 2 } },
  build: ({ candidates }) => {
    const levels = [];
    for (let count = candidates; count > 1; count = Math.floor(count / 2)) levels.push({ candidates: count });
    return equalShares([...levels, {}]);
  },
});
