import { describe, expect, it } from 'vitest';
import { renderShape, SHAPE_FACTORS } from './render-shape.js';

/** The grey around a shape. */
const BACKGROUND = 0.06;
const [CIRCLE, SQUARE, TRIANGLE] = [0, 1, 2];
const ROTATION = SHAPE_FACTORS.find((factor) => factor.name === 'rotation')!;
const kinds = SHAPE_FACTORS[0].categories.map((name, kind) => ({ name, kind }));

function render(factors: readonly number[], pixels = 32): Float32Array {
  const out = new Float32Array(pixels * pixels * 3);
  renderShape(factors, pixels, out);
  return out;
}

/** Area of the shape in square image widths, from the red channel of a red shape. */
function area(image: Float32Array): number {
  const pixels = image.length / 3;
  let sum = 0;
  for (let i = 0; i < pixels; i++) sum += (image[i * 3]! - BACKGROUND) / (1 - BACKGROUND);
  return sum / pixels;
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));
}

/** Whether a point, y up, lies in the figure: by its corners, turned against the clock. */
function insideOf(kind: number, r: number, rotation: number): (x: number, y: number) => boolean {
  if (kind === CIRCLE) return (x, y) => Math.hypot(x, y) < r;
  const corners = kind === SQUARE ? 4 : 3;
  const reach = r * (kind === SQUARE ? Math.SQRT2 : 2 / Math.sqrt(3));
  const first = rotation + (kind === SQUARE ? Math.PI / 4 : Math.PI / 2);
  const points = Array.from({ length: corners + 1 }, (_, i) => first + (i * 2 * Math.PI) / corners).map(
    (angle) => [reach * Math.cos(angle), reach * Math.sin(angle)] as const,
  );
  return (x, y) =>
    points
      .slice(1)
      .every(([bx, by], i) => (bx - points[i]![0]) * (y - points[i]![1]) > (by - points[i]![1]) * (x - points[i]![0]));
}

describe('renderShape', () => {
  it.each([
    [CIRCLE, (r: number) => Math.PI * r * r],
    [SQUARE, (r: number) => 4 * r * r],
    [TRIANGLE, (r: number) => Math.sqrt(3) * r * r],
  ])('gives shape %i the area of its formula', (kind, formula) => {
    for (const r of [0.12, 0.2]) {
      expect(area(render([kind, 0, 0.5, 0.5, r, 0.4], 64)) / formula(r)).toBeCloseTo(1, 1.7);
    }
  });

  it('paints hues in turns', () => {
    const centre = (hue: number) => [
      ...render([CIRCLE, hue, 0.5, 0.5, 0.2, 0]).subarray((16 * 32 + 16) * 3, (16 * 32 + 16) * 3 + 3),
    ];
    expect(centre(0)).toEqual([1, 0, 0]);
    expect(centre(1 / 6)).toEqual([1, 1, 0]);
    expect(centre(1 / 3)).toEqual([0, 1, 0]);
    expect(centre(2 / 3)).toEqual([0, 0, 1]);
    expect(centre(1.25)).toEqual(centre(0.25));
    expect(centre(-0.25)).toEqual(centre(0.75));
  });

  it.each(kinds)('turns the $name against the clock, and knows its symmetry', ({ kind }) => {
    const turned = (rotation: number) => render([kind, 0.2, 0.5, 0.5, 0.2, rotation]);
    const symmetry = ROTATION.folds[kind]!;
    if (symmetry === Infinity) {
      expect(distance(turned(0), turned(1))).toBeLessThan(1e-4);
    } else {
      expect(distance(turned(0.3), turned(0.3 + (2 * Math.PI) / symmetry))).toBeLessThan(1e-4);
      expect(distance(turned(0.3), turned(0.3 + Math.PI / symmetry))).toBeGreaterThan(1);
    }
  });

  it('points the triangle up, and to the left after a quarter turn', () => {
    const covered = (rotation: number, x: number, y: number) =>
      render([TRIANGLE, 0, 0.5, 0.5, 0.2, rotation])[(Math.floor(y * 32) * 32 + Math.floor(x * 32)) * 3]! > 0.5;
    const apex = 0.5 - 0.17;
    expect([
      covered(0, 0.5, apex),
      covered(0, 0.5, 1 - apex),
      covered(Math.PI / 2, apex, 0.5),
      covered(Math.PI / 2, 1 - apex, 0.5),
    ]).toEqual([true, false, true, false]);
  });

  it.each(kinds)('moves the $name by whole pixels without changing it', ({ kind }) => {
    const at = (x: number, y: number) => render([kind, 0.4, x, y, 0.15, 0.7]);
    const here = at(0.4, 0.5);
    const there = at(0.4 + 3 / 32, 0.5 + 2 / 32);
    const shifted = there.slice((2 * 32 + 3) * 3);
    expect(distance(here.slice(0, shifted.length), shifted)).toBeLessThan(1e-4);
  });

  it.each(kinds)('changes little where the $name’s factors change little', ({ kind }) => {
    const factors = [kind, 0.37, 0.45, 0.55, 0.2, 0.3];
    for (let i = 1; i < factors.length; i++) {
      if (i === 5 && kind === CIRCLE) continue;
      const step = distance(render(factors), render(factors.map((value, j) => (j === i ? value + 1e-3 : value))));
      const half = distance(render(factors), render(factors.map((value, j) => (j === i ? value + 5e-4 : value))));
      expect(step).toBeGreaterThan(0);
      expect(step / half).toBeGreaterThan(1.7);
      expect(step / half).toBeLessThan(2.3);
    }
  });

  it.each(kinds)('covers each pixel of the $name as finer sampling of its outline says', ({ kind }) => {
    for (const [x, y, r, rotation] of [
      [0.5, 0.5, 0.25, 0.2],
      [0.31, 0.66, 0.13, 1.7],
      [0.72, 0.28, 0.25, 4],
      [0.5, 0.4, 0.2, 0],
    ] as const) {
      const image = render([kind, 0, x, y, r, rotation]);
      const inside = insideOf(kind, r, rotation);
      let total = 0;
      for (let pixel = 0; pixel < 32 * 32; pixel++) {
        let hits = 0;
        for (let sample = 0; sample < 64; sample++) {
          const u = (pixel % 32) + ((sample % 8) + 0.5) / 8;
          const v = Math.floor(pixel / 32) + (Math.floor(sample / 8) + 0.5) / 8;
          if (inside(u / 32 - x, y - v / 32)) hits += 1;
        }
        const error = Math.abs((image[pixel * 3]! - BACKGROUND) / (1 - BACKGROUND) - hits / 64);
        expect(error).toBeLessThan(0.3); // corners: one distance cannot say how two edges cut a pixel
        total += error;
      }
      expect(total / (32 * 32)).toBeLessThan(0.006);
    }
  });

  it('leaves out what lies outside of the image', () => {
    expect(area(render([SQUARE, 0, 0, 0, 0.2, 0]))).toBeCloseTo(0.04, 2);
    expect(new Set(render([SQUARE, 0, 3, -3, 0.2, 0])).size).toBe(1);
  });

  it('refuses a shape that it does not know', () => {
    expect(() => render([3, 0, 0.5, 0.5, 0.2, 0])).toThrow(/shape in 0 … 2, got 3/);
    expect(() => render([0.5, 0, 0.5, 0.5, 0.2, 0])).toThrow(/got 0.5/);
  });
});
