import { expect, it } from 'vitest';
import { sparseGrid } from './sparse-grid.js';

it.each([
  [65, 17, 4],
  [33, 17, 2],
  [17, 17, 1],
  [9, 9, 1],
  [21, 11, 2],
  [101, 11, 10],
  [3, 3, 1],
  [95, 3, 47],
])('of %i values of α takes %i', (n, count, stride) => {
  const grid = sparseGrid(n);
  expect(grid).toEqual(Array.from({ length: count }, (_, i) => i * stride));
  expect(grid.at(-1)).toBe(n - 1);
  expect(grid).toContain((n - 1) / 2);
});
