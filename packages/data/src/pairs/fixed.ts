import { split } from '@latent-paths/core';
import { z } from 'zod';
import { epochs } from './epochs.js';
import { countPairs } from './pair-index.js';
import { directedPair, type PairContext, type PairSampler } from './pair-sampler.js';
import { permutation } from './permutation.js';
import { definePairs } from './define-pairs.js';

/**
 * The first `count` pairs of a keyed shuffle of all unordered pairs, each in a direction of its own; every epoch
 * visits all of them in a new order. Under one key the pairs of a smaller count are among those of a larger one.
 */
export const fixed = definePairs({
  about: 'a fixed set of random pairs, all of them visited once in every epoch',
  schema: z.object({ count: z.int().min(1).describe('distinct unordered pairs in the set') }),
  examples: [{ count: 100 }],
  worked: { parameters: { count: 2 }, poolSize: 3, visits: 4, distinct: 2 },
  build:
    ({ count }) =>
    ({ poolSize, key }: PairContext): PairSampler => {
      const pairs = countPairs(poolSize);
      if (count > pairs) {
        throw new RangeError(
          `fixed pairs: expected a count of at most ${pairs}, the pairs of ${poolSize} latents, got ${count}; use ` +
            '{ kind: all }',
        );
      }
      const chosen = permutation(split(key, 'choice'), pairs);
      const order = epochs(split(key, 'order'), count);
      const direction = split(key, 'direction');
      return {
        total: count,
        at: (position) => directedPair(direction, chosen.at(order(position))),
        distinct: (n) => Math.min(n, count),
        // Those outside the set, whatever was visited of it.
        unvisited: (_, i) => (count + i < pairs ? directedPair(direction, chosen.at(count + i)) : null),
      };
    },
});
