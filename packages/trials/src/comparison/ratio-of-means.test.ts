import { drawResamples, fillNormal, rootKey, split } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { estimateOverPairs, ratioOfMeans } from './ratio-of-means.js';

const PAIRS = 64;
const key = rootKey(5);
const resamples = drawResamples(split(key, 'resamples'), PAIRS, 400);

function normal(label: string): Float64Array {
  const values = new Float32Array(PAIRS);
  fillNormal(split(key, label), 0, values);
  return Float64Array.from(values);
}

it('is exact where every pair has the same ratio, however much their levels differ', () => {
  const level = normal('level').map(Math.exp);
  const { value, low, high } = estimateOverPairs(
    ratioOfMeans(
      level.map((one) => 0.8 * one),
      level,
    ),
    resamples,
  )!;
  expect([value, low, high]).toEqual([0.8, 0.8, 0.8].map((one) => expect.closeTo(one, 9)));
});

it('is as wide as the ratio varies, not as the denominator does', () => {
  const [level, own] = [normal('level').map(Math.exp), normal('own')];
  const column = ratioOfMeans(
    level.map((one, i) => one * (0.8 + 0.05 * own[i]!)),
    level,
  );
  const of = (scale: Float64Array | undefined) => estimateOverPairs({ values: column.values, scale }, resamples)!;
  const [ratio, conditional] = [of(column.scale), of(undefined)];
  expect(ratio.value).toBeCloseTo(conditional.value, 12);
  expect(ratio.high - ratio.low).toBeLessThan(0.25 * (conditional.high - conditional.low));
});

it('draws resamples of its own where it has other pairs than most', () => {
  expect(estimateOverPairs({ values: Float64Array.from({ length: 12 }, (_, i) => i) }, resamples)!.value).toBe(5.5);
});
