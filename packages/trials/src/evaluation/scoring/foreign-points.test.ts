import { expect, it } from 'vitest';
import { foreignPoints } from './foreign-points.js';

const points = {
  a: Int32Array.of(0, 1, 0, 2, 1),
  b: Int32Array.of(1, 2, 1, 3, 0),
  alpha: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5),
};
const named = ({ a, b }: { readonly a: Int32Array; readonly b: Int32Array }) =>
  Array.from(a, (row, i) => [row, b[i]!].sort().join(' ')).sort();

it('takes trained points, each pair once, and pairs of the same latents that are none of them', () => {
  const found = foreignPoints({ points, most: 10, pairs: 10, seed: 1 });
  expect([...found.trained.alpha].map((alpha) => alpha.toFixed(1)).sort()).toEqual(['0.1', '0.2', '0.3', '0.4', '0.5']);
  expect(named(found.visited)).toEqual(['0 1', '1 2', '2 3']);
  expect(named(found.unvisited)).toEqual(['0 2', '0 3', '1 3']);
});

it('takes no more than is asked for, and none where every pair was visited', () => {
  const few = foreignPoints({ points, most: 2, pairs: 1, seed: 1 });
  expect([few.trained.a.length, few.visited.a.length, few.unvisited.a.length]).toEqual([2, 1, 1]);
  const one = { a: Int32Array.of(0), b: Int32Array.of(1), alpha: Float32Array.of(0.5) };
  expect(foreignPoints({ points: one, most: 10, pairs: 10, seed: 1 }).unvisited.a.length).toBe(0);
});
