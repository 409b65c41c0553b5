import { expect, it } from 'vitest';
import { fillNormal, rootKey, split } from '../rng.js';
import { bootstrap, bootstrapMean, bootstrapRatio } from './interval.js';
import { drawResamples } from './resamples.js';

const key = rootKey(1);

it('the bootstrap interval of a mean is near the normal one', () => {
  const values = new Float32Array(400);
  fillNormal(key, 0, values);
  const { low, high } = bootstrapMean(values, drawResamples(split(key, 'b'), values.length));
  expect((high - low) / 2).toBeCloseTo(1.96 / 20, 1);
});

it('the percentile bootstrap reads the quantiles of its statistic', () => {
  const resamples = Array.from({ length: 41 }, (_, i) => Int32Array.of(i % 2, 1));
  expect(bootstrap(resamples, ([first]) => (first === 0 ? -1 : 7))).toEqual({ value: -1, low: -1, high: 7 });
});

it('a ratio of proportional values is exact in every resample, because pairs stay pairs', () => {
  const values = new Float32Array(64).map((_, i) => 1 + i);
  const estimate = bootstrapRatio(
    values.map((x) => 3 * x),
    values,
    drawResamples(key, values.length),
  )!;
  expect(estimate.value).toBeCloseTo(3, 6);
  expect(estimate.low).toBeCloseTo(3, 6);
  expect(estimate.high).toBeCloseTo(3, 6);
});

it('what cannot be resampled is refused', () => {
  expect(() => drawResamples(key, 1)).toThrow(/at least 2/);
  expect(() => bootstrapRatio([1], [1, 2], drawResamples(key, 2))).toThrow(/paired/);
  expect(() => bootstrapMean([1, 2, 3], drawResamples(key, 3, 8))).toThrow(/got 8; draw 100 or more/);
});
