import type { Factor } from '@latent-paths/core';
import { checkRoom } from './source.js';

/** Height and width of a picture of the glyph, in pixels. */
export const GLYPH_PIXELS = 32;

/** Half the length and half the thickness of its two bars, in image widths. */
const HALF_LENGTH = 0.16;
const HALF_WIDTH = 0.05;

/** What a picture of the glyph is made from: where its centre is, in image widths, x to the right and y down. */
export const GLYPH_FACTORS = [
  { name: 'x', kind: 'linear', range: [0.2, 0.8] },
  { name: 'y', kind: 'linear', range: [0.2, 0.8] },
] as const satisfies readonly Factor[];

/**
 * Draws an anti-aliased white plus sign on black: value = clamp(½ − distance to its outline in pixels, 0, 1).
 *
 * @param factors one value for each of `GLYPH_FACTORS`; they may lie outside of the ranges that are drawn from
 * @param out receives 32 × 32 values 0…1 from `offset` on
 */
export function renderGlyph(factors: ArrayLike<number>, out: Float32Array, offset = 0): void {
  const [x, y] = [factors[0]!, factors[1]!];
  checkRoom('renderGlyph', GLYPH_PIXELS * GLYPH_PIXELS, out, offset);
  for (let row = 0; row < GLYPH_PIXELS; row++) {
    const v = Math.abs((row + 0.5) / GLYPH_PIXELS - y);
    for (let column = 0; column < GLYPH_PIXELS; column++) {
      const u = Math.abs((column + 0.5) / GLYPH_PIXELS - x);
      const distance = Math.min(barDistance(u, v), barDistance(v, u));
      out[offset + row * GLYPH_PIXELS + column] = Math.min(Math.max(0.5 - GLYPH_PIXELS * distance, 0), 1);
    }
  }
}

/** Signed distance to a bar of which (u, v), both ≥ 0, tells the place along and across. */
function barDistance(u: number, v: number): number {
  const [along, across] = [u - HALF_LENGTH, v - HALF_WIDTH];
  return along <= 0 || across <= 0 ? Math.max(along, across) : Math.sqrt(along * along + across * across);
}
