import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { PairContext, PairSampler } from './pair-sampler.js';

/** How many pairs a sampler visits, worked out by hand; the key decides which ones. */
export interface PairExample {
  readonly poolSize: number;
  readonly visits: number;
  /** Distinct pairs among those visits. */
  readonly distinct: number;
}

type Made = (context: PairContext) => PairSampler;

export function definePairs<Schema extends z.ZodObject>(
  piece: WorkedPiece<Schema, Made, PairExample>,
): WorkedPiece<Schema, Made, PairExample> {
  return piece;
}
