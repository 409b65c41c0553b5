import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';

/** How the α of a sampler lie, by hand: where in each cell is up to the key. */
export interface AlphaExample {
  /** The share of all α that lie below ¼. */
  readonly belowQuarter: number;
  /** Where the α of a batch of one pair lie, from the least to the greatest. */
  readonly cells: readonly (readonly [low: number, high: number])[];
}

type Made = (context: AlphaContext) => AlphaSampler;

export function defineAlphas<Schema extends z.ZodObject>(
  piece: WorkedPiece<Schema, Made, AlphaExample>,
): WorkedPiece<Schema, Made, AlphaExample> {
  return piece;
}
