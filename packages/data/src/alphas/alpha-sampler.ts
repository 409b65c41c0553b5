import type { Key } from '@latent-paths/core';
import type { Pair } from '../pairs/pair-sampler.js';

/** A request for the α of one batch. */
interface AlphaRequest {
  /** The pairs of this batch in order. */
  readonly pairs: readonly Pair[];
  /** Cursor of the first pair. */
  readonly firstPosition: number;
  /** Points drawn so far in the whole run: the stream position of fresh draws. */
  readonly firstPoint: number;
  readonly perPair: number;
}

/** Gives the α of each point of a batch: a pure function of the request. */
export interface AlphaSampler {
  /** α per pair, unless a curriculum says otherwise. */
  readonly perPair: number;
  /** Distribution function of its α over a run: the share of them below `alpha`. */
  cumulative(alpha: number): number;
  /** Writes `perPair` α in [0, 1) of pair 0, then of pair 1, …; `out` has pairs × perPair elements. */
  fill(request: AlphaRequest, out: Float32Array): void;
}

export interface AlphaContext {
  readonly key: Key;
}

/** The largest float32 below 1. */
const BELOW_ONE = 1 - 2 ** -24;

/** An α as it is stored: a number just below 1 must not be rounded to 1. */
export function storedAlpha(alpha: number): number {
  return Math.min(alpha, BELOW_ONE);
}
