import { integerAt } from '@latent-paths/core';
import { z } from 'zod';
import { countPairs, rankPair } from './pair-index.js';
import type { PairContext, PairSampler } from './pair-sampler.js';
import { definePairs } from './define-pairs.js';

/**
 * An independent random pair at each position, uniform over the ordered pairs with a ≠ b. `distinct` is the
 * expected number, T·(1 − (1 − 1/T)ⁿ) of T pairs: exact counting would need the memory that this sampler saves.
 */
export const fresh = definePairs({
  about: 'an independent random pair at every visit, with replacement',
  schema: z.object({}),
  worked: { poolSize: 3, visits: 2, distinct: 1 + 2 / 3 },
  build:
    () =>
    ({ poolSize, key }: PairContext): PairSampler => {
      const total = countPairs(poolSize);
      return {
        total,
        at: (position) => {
          const a = integerAt(key, 2 * position, poolSize);
          const other = integerAt(key, 2 * position + 1, poolSize - 1);
          const b = other < a ? other : other + 1;
          return { a, b, slot: rankPair(a, b) };
        },
        distinct: (n) => (total === 1 ? Math.min(n, 1) : total * (0 - Math.expm1(n * Math.log1p(-1 / total)))),
      };
    },
});
