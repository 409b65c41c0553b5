import { uint32At, type Key } from '@latent-paths/core';
import { unrankPair } from './pair-index.js';

/** Two rows of a pool, in the direction of travel. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  /** Index of the unordered pair {a, b} (`rankPair`): it is the same at every visit. */
  readonly slot: number;
}

/** Gives the pair at each position of a run. It is a pure function of the position, so its state is a cursor. */
export interface PairSampler {
  /** Distinct unordered pairs that it can ever visit. */
  readonly total: number;
  at(position: number): Pair;
  /** Distinct unordered pairs among positions 0 … n−1. */
  distinct(n: number): number;
  /**
   * The i-th of the pairs of the same latents that positions 0 … n−1 do not visit, in an order of its own; null if
   * there are no more. A sampler that cannot know them does not have this method.
   */
  unvisited?(n: number, i: number): Pair | null;
}

export interface PairContext {
  /** Latents in the pool, at least 2. */
  readonly poolSize: number;
  readonly key: Key;
}

/** The pair of an index, in the direction that `key` draws for it; it is always the same. */
export function directedPair(key: Key, slot: number): Pair {
  const [low, high] = unrankPair(slot);
  return uint32At(key, slot) % 2 === 0 ? { a: low, b: high, slot } : { a: high, b: low, slot };
}
