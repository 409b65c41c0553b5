import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';

/** Where the α of a sampler lie, worked out by hand; the place within each cell depends on the key. */
export interface AlphaExample {
  /** The share of all α that lie below ¼. */
  readonly belowQuarter: number;
  /** The α of a batch of one pair, in ascending order. */
  readonly cells: readonly (readonly [low: number, high: number])[];
}

type Made = (context: AlphaContext) => AlphaSampler;

export function defineAlphas<Schema extends z.ZodObject>(
  piece: WorkedPiece<Schema, Made, AlphaExample>,
): WorkedPiece<Schema, Made, AlphaExample> {
  return piece;
}
