import type { Pool } from '../pool/pool.js';
import type { Pair, PairSampler } from './pair-sampler.js';

export interface NearestPairsOptions {
  readonly pairs: PairSampler;
  /** Pairs that compete for each position, at least 1. */
  readonly candidates: number;
  readonly pool: Pick<Pool, 'gather' | 'latentSize'>;
}

/**
 * At each position the nearest in ‖zA − zB‖ of T candidates: those of the sampler at the same place of each Tth part of
 * its epoch. T = 1 is the sampler itself. A pure function of position and T, so that T may change at any time; while
 * fewer than a Tth of all pairs are visited, no candidate returns. `distinct` assumes that none returns: beyond that it
 * is an upper bound, because near pairs are chosen again.
 */
export function nearestPairs({ pairs, candidates, pool }: NearestPairsOptions): PairSampler {
  if (!Number.isInteger(candidates) || candidates < 1)
    throw new RangeError(`nearestPairs: expected at least 1 candidate, got ${candidates}`);
  if (candidates === 1) return pairs;
  // Which candidates win is not known beforehand, and so neither is what is left out.
  const { unvisited: _, ...competing } = pairs;
  const { total } = pairs;
  const ends = new Float32Array(2 * pool.latentSize);
  const squaredLength = ({ a, b }: Pair): number => {
    pool.gather(Int32Array.of(a, b), ends);
    const zB = ends.subarray(pool.latentSize);
    return ends.subarray(0, pool.latentSize).reduce((sum, value, i) => sum + (value - zB[i]!) ** 2, 0);
  };
  return {
    ...competing,
    at: (position) => {
      const place = position % total;
      const [first, ...others] = Array.from({ length: candidates }, (_, i) => {
        const pair = pairs.at(position - place + ((place + Math.floor((i * total) / candidates)) % total));
        return { pair, length: squaredLength(pair) };
      });
      return others.reduce((best, one) => (one.length < best.length ? one : best), first!).pair; // candidates ≥ 1
    },
  };
}
