import { expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.js';

it('is 1 for any rising relation and −1 for any falling one', () => {
  expect(rankCorrelation([1, 2, 3, 10], [-4, 0, 1, 1000])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3, 10], [8, 4, 2, 1])).toBeCloseTo(-1, 12);
});

it('is 1 − 6·Σd²/(n(n² − 1)) without ties', () => {
  // Ranks 1 2 3 4 5 beside 2 1 4 3 5: Σd² = 4.
  expect(rankCorrelation([10, 20, 30, 40, 50], [7, 3, 11, 9, 12])).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
});

it('gives equal values the mean of their ranks', () => {
  // Ranks 1, 2.5, 2.5, 4 beside 1, 2, 3, 4: Pearson's correlation of these.
  expect(rankCorrelation([1, 5, 5, 9], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});

it('is not defined where one side is constant, and refuses lists that do not match', () => {
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(() => rankCorrelation([1, 2], [1, 2, 3])).toThrow(/expected two lists of one length, 2 or more, got 2 and 3/);
  expect(() => rankCorrelation([1], [1])).toThrow(/got 1 and 1/);
});
