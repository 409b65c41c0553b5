import { describe, expect, it } from 'vitest';
import { GLYPH_PIXELS, renderGlyph } from './render-glyph.js';

function render(x: number, y: number): Float32Array {
  const out = new Float32Array(GLYPH_PIXELS * GLYPH_PIXELS);
  renderGlyph([x, y], out);
  return out;
}

describe('renderGlyph', () => {
  it('draws a plus sign around its place, with the area of two crossing bars', () => {
    const image = render(0.5, 0.5);
    const value = (row: number, column: number) => image[row * GLYPH_PIXELS + column]!;
    expect([value(16, 16), value(16, 20), value(20, 16), value(12, 16), value(16, 12)]).toEqual([1, 1, 1, 1, 1]);
    expect([value(20, 20), value(12, 20), value(16, 22), value(0, 0)]).toEqual([0, 0, 0, 0]);
    const area = image.reduce((sum, one) => sum + one, 0) / GLYPH_PIXELS ** 2;
    expect(area).toBeCloseTo(2 * 0.32 * 0.1 - 0.1 * 0.1, 2.5);
  });

  it('moves by whole pixels without changing', () => {
    const [here, there] = [render(0.4, 0.5), render(0.4 + 3 / 32, 0.5 + 2 / 32)];
    const shift = 2 * GLYPH_PIXELS + 3;
    expect(there.subarray(shift).every((value, i) => Math.abs(value - here[i]!) < 1e-5)).toBe(true);
  });

  it('lies wholly in the picture at the ends of its ranges', () => {
    const mass = (x: number, y: number) => render(x, y).reduce((sum, value) => sum + value, 0);
    const whole = mass(0.5, 0.5);
    for (const [x, y] of [
      [0.2, 0.2],
      [0.8, 0.2],
      [0.2, 0.8],
      [0.8, 0.8],
    ] as const)
      expect(mass(x, y)).toBeCloseTo(whole, -0.5);
  });
});
