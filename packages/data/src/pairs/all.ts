import { split } from '@latent-paths/core';
import { z } from 'zod';
import { epochs } from './epochs.js';
import { countPairs } from './pair-index.js';
import { directedPair, type PairContext, type PairSampler } from './pair-sampler.js';
import { definePairs } from './define-pairs.js';

/** Every unordered pair of the pool exactly once in every epoch, without replacement and in O(1) memory. */
export const all = definePairs({
  about: 'every pair of the pool, visited once in every epoch in a shuffled order',
  schema: z.object({}),
  worked: { poolSize: 3, visits: 4, distinct: 3 },
  build:
    () =>
    ({ poolSize, key }: PairContext): PairSampler => {
      const total = countPairs(poolSize);
      const order = epochs(split(key, 'order'), total);
      const direction = split(key, 'direction');
      return {
        total,
        at: (position) => directedPair(direction, order(position)),
        distinct: (n) => Math.min(n, total),
        // Those that come next in the first epoch.
        unvisited: (n, i) => (n + i < total ? directedPair(direction, order(n + i)) : null),
      };
    },
});
