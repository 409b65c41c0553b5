import { describe, expect, it } from 'vitest';
import { LINE_PIXELS, renderLine } from './render-line.js';

function render(angle: number): Float32Array {
  const out = new Float32Array(LINE_PIXELS * LINE_PIXELS);
  renderLine([angle], out);
  return out;
}

/** Centre of gravity, from the picture's centre, y up. */
function gravity(image: Float32Array): { x: number; y: number; mass: number } {
  let [x, y, mass] = [0, 0, 0];
  image.forEach((value, i) => {
    x += value * ((i % LINE_PIXELS) + 0.5 - 16);
    y += value * (16 - Math.floor(i / LINE_PIXELS) - 0.5);
    mass += value;
  });
  return { x: x / mass, y: y / mass, mass };
}

describe('renderLine', () => {
  it('draws a line to the right as two rows of fifteen pixels', () => {
    const image = render(0);
    const lit = [...image.keys()].filter((i) => image[i]! > 0);
    expect(lit).toEqual([15, 16].flatMap((row) => Array.from({ length: 15 }, (_, i) => row * LINE_PIXELS + 16 + i)));
    expect(lit.every((i) => image[i] === 1)).toBe(true);
  });

  it.each([0.3, 1.2, 2.2, 2.9, 3.4, 4.4, 5, 6.1])(
    'points to %f against the clock, 15 pixels long and 2 wide along the shorter axis',
    (angle) => {
      const { x, y, mass } = gravity(render(angle));
      const off = Math.atan2(Math.sin(angle) * x - Math.cos(angle) * y, Math.cos(angle) * x + Math.sin(angle) * y);
      expect(Math.abs(off)).toBeLessThan(0.1); // spans are placed half a scan line early
      const scans = 15 * Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
      expect(mass).toBeGreaterThan(2 * scans - 0.01);
      expect(mass).toBeLessThan(2 * (scans + 1) + 0.01);
    },
  );

  it('weights the first scan line by its covered part, and not the last, as the published renderer does', () => {
    const up = render(Math.PI / 2 - 0.2);
    const down = render(-Math.PI / 2 + 0.2);
    const row = (image: Float32Array, y: number) =>
      image.subarray(y * LINE_PIXELS, (y + 1) * LINE_PIXELS).reduce((sum, value) => sum + value, 0);
    const end = 15 * Math.cos(0.2);
    expect(row(up, Math.floor(16 - end))).toBeCloseTo(2 * (end % 1), 5);
    expect(row(down, Math.floor(16 + end))).toBeCloseTo(2, 5);
  });

  it('is the same after a whole turn', () => {
    const [here, there] = [render(0.4), render(0.4 + 2 * Math.PI)];
    expect(here.every((value, i) => Math.abs(value - there[i]!) < 1e-5)).toBe(true);
  });
});
