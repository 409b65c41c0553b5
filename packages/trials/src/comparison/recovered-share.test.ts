import { expect, it } from 'vitest';
import type { ObjectivePoints } from './objective.js';
import { shareByAlpha, shareOfPairs } from './recovered-share.js';

const alphas = [0, 0.5, 1];
const points = (...values: number[]): ObjectivePoints => ({
  pairs: values.length / 3,
  alphas,
  values: Float64Array.from(values),
});
const line = points(1, 9, 1, 1, 5, 1);
const oracle = points(1, 1, 1, 1, 3, 1);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('is 0 for the straight line and 1 for the oracle, as a ratio of means', () => {
  expect(mean(shareOfPairs({ line, oracle, path: line })!.values)).toBe(0);
  expect(mean(shareOfPairs({ line, oracle, path: oracle })!.values)).toBeCloseTo(1, 12);
  // The line leaves 5 and 3, the oracle 1 and 2: 5 in all; this path mends 2 of it.
  expect(mean(shareOfPairs({ line, oracle, path: points(1, 5, 1, 1, 5, 1) })!.values)).toBeCloseTo(2 / 5, 12);
});

it('is below 0 where a path is worse than the line', () => {
  expect(mean(shareOfPairs({ line, oracle, path: points(1, 14, 1, 1, 5, 1) })!.values)).toBeLessThan(0);
});

it('by α is not told where the oracle gains nothing, as at exact ends', () => {
  expect(shareByAlpha({ line, oracle, path: points(1, 4, 1, 1, 5, 1) })).toEqual([null, 2.5 / 5, null]);
});

it('is not told of other pairs or α, or where the oracle is no better than the line', () => {
  expect(shareOfPairs({ line, oracle, path: points(1, 5, 1) })).toBeNull();
  expect(shareOfPairs({ line, oracle: line, path: oracle })).toBeNull();
});
