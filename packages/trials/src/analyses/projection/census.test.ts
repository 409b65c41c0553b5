import { expect, it } from 'vitest';
import { census } from './census.js';

it('counts limits by ε, over what converged, and tells how many begin where and end at the prior’s mean', () => {
  const limits = {
    points: Float32Array.of(3, 0, 3.05, 0, 0, 0.04, -3, 0, 50, 50),
    converged: [true, true, true, true, false],
    steps: Int32Array.of(2, 4, 6, 8, 200),
  };
  expect(census(limits, { size: 2, epsilon: 0.1 })).toEqual({
    converged: 0.8,
    steps: 5,
    distinct: 3,
    largest: 0.5,
    atPriorMean: 0.25,
  });
  expect(census(limits, { size: 2, epsilon: 0.01 })).toMatchObject({ distinct: 4, largest: 0.25, atPriorMean: 0 });
});

it('does not chain a continuum into one limit', () => {
  const points = Float32Array.from({ length: 100 }, (_, i) => i / 10);
  const limits = { points, converged: Array<boolean>(100).fill(true), steps: new Int32Array(100).fill(1) };
  expect(census(limits, { size: 1, epsilon: 0.95 }).distinct).toBe(10);
});

it('tells nothing of limits where none was reached', () => {
  expect(
    census({ points: Float32Array.of(1), converged: [false], steps: Int32Array.of(9) }, { size: 1, epsilon: 1 }),
  ).toEqual({
    converged: 0,
    steps: null,
    distinct: 0,
    largest: null,
    atPriorMean: null,
  });
});
