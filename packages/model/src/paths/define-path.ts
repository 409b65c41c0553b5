import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { Path } from './path.js';

/**
 * One point of a path by hand, in two numbers: P halves a latent, and D shows its numbers as an image of one pixel.
 */
export interface PathExample {
  readonly zA: readonly number[];
  readonly zB: readonly number[];
  readonly alpha: number;
  /** Latents of real images, where the path asks for some. */
  readonly pool?: readonly (readonly number[])[];
  /** Axes of the latents, where they lie at places. */
  readonly axes?: readonly number[];
  /** What the path's network answers whatever it sees. */
  readonly answer?: number;
  /** Its latent, or its picture where it has no latent; to three digits. */
  readonly point: readonly number[];
}

export function definePath<Schema extends z.ZodObject>(
  piece: WorkedPiece<Schema, Path, PathExample>,
): WorkedPiece<Schema, Path, PathExample> {
  return piece;
}
