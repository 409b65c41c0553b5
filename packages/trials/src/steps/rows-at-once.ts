import type { Shape } from '@latent-paths/core';

/** Pixels of the largest pictures of which as many rows as ever fit: what networks make of one fills 64 channels. */
const USUAL = 64 * 64;

/** Rows that a step computes at once: `most` of pictures up to 64 × 64, fewer of larger ones, in the same memory. */
export function rowsAtOnce(most: number, [height, width]: Shape): number {
  const pixels = Math.max(USUAL, height! * width!);
  return Math.max(1, Math.floor((most * USUAL) / pixels));
}
