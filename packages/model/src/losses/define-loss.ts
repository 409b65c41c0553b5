import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { Loss } from './loss.js';

/**
 * A loss of a few points by hand: rows of two numbers, where P halves a latent, D shows its numbers as an image of one
 * pixel, the path is I(zA, zB, α) = zA + 2α²·(zB − zA), and the loss's own network answers `answer` whatever it sees.
 */
export interface LossExample {
  readonly z: readonly (readonly number[])[];
  readonly zA: readonly (readonly number[])[];
  readonly zB: readonly (readonly number[])[];
  readonly alpha: readonly number[];
  /** Draws from [0, 1), one a row, where the loss reads them; those of `pool` and `noise` are 0. */
  readonly level?: readonly number[];
  readonly answer?: number;
  /** To five digits. */
  readonly value: number;
}

export function defineLoss<Schema extends z.ZodObject>(
  piece: WorkedPiece<Schema, Loss, LossExample>,
): WorkedPiece<Schema, Loss, LossExample> {
  return piece;
}
