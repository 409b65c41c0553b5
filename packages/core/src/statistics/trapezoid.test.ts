import { expect, it } from 'vitest';
import { trapezoid } from './trapezoid.js';

it('is exact for straight lines, on any grid', () => {
  for (const n of [2, 3, 17]) {
    const grid = Array.from({ length: n }, (_, i) => i / (n - 1));
    expect(trapezoid(grid.map((alpha) => 3 - 4 * alpha))).toBeCloseTo(1, 12);
  }
});

it('counts the ends by half: x² over n steps is 1/3 + 1/(6n²)', () => {
  for (const n of [2, 16, 64]) {
    const squares = Float64Array.from({ length: n + 1 }, (_, i) => (i / n) ** 2);
    expect(trapezoid(squares)).toBeCloseTo(1 / 3 + 1 / (6 * n * n), 12);
  }
});

it('refuses what is no grid', () => {
  expect(() => trapezoid([1])).toThrow('trapezoid: expected at least 2 values, got 1');
});
