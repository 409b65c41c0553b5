import type { AlphaSampler } from './alphas/alpha-sampler.js';
import type { PairSampler } from './pairs/pair-sampler.js';

/** How far a run has drawn: the whole state of its samplers, kept as JSON in the checkpoint. */
export interface BatchCursor {
  readonly pairs: number;
  readonly points: number;
}

/** One training batch. */
export interface Batch {
  /** Pool rows of the starts, // [points] */
  readonly a: Int32Array;
  /** Pool rows of the ends, // [points] */
  readonly b: Int32Array;
  /** // [points], in [0, 1) */
  readonly alpha: Float32Array;
}

export interface BatchRequest {
  readonly pairs: PairSampler;
  readonly alphas: AlphaSampler;
  /** Points (pair, α) in the batch. */
  readonly points: number;
  /** α per pair at this step: `alphas.perPair`, or what a curriculum says. */
  readonly perPair: number;
  readonly cursor: BatchCursor;
}

/**
 * The batch at a cursor, and the cursor after it: points / perPair pairs, the points of one pair side by side.
 * @throws if `points` is no positive multiple of `perPair`, or the cursor is not one
 */
export function nextBatch({ pairs, alphas, points, perPair, cursor }: BatchRequest): {
  batch: Batch;
  cursor: BatchCursor;
} {
  if (!Number.isInteger(perPair) || perPair < 1 || points < 1 || points % perPair !== 0) {
    throw new RangeError(
      `nextBatch: expected a batch that is a multiple of the α per pair, got ${points} points with ${perPair} α ` +
        'per pair; ' +
        `change batch or the count of α`,
    );
  }
  if (![cursor.pairs, cursor.points].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`nextBatch: expected a cursor of counts ≥ 0, got ${JSON.stringify(cursor)}`);
  }
  const visited = Array.from({ length: points / perPair }, (_, i) => pairs.at(cursor.pairs + i));
  const alpha = new Float32Array(points);
  alphas.fill({ pairs: visited, firstPosition: cursor.pairs, firstPoint: cursor.points, perPair }, alpha);
  const rows = (end: 'a' | 'b') => new Int32Array(points).map((_, i) => visited[Math.floor(i / perPair)]![end]);
  return {
    batch: { a: rows('a'), b: rows('b'), alpha },
    cursor: { pairs: cursor.pairs + visited.length, points: cursor.points + points },
  };
}
