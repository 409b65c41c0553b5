import { expect, it } from 'vitest';
import { fillNormal, rootKey, split } from '../rng.js';
import { bootstrapMean, bootstrapRatio, drawResamples, tInterval } from './interval.js';

const key = rootKey(1);

it('the t interval of {1, 2, 3} is 2 ± 4.3027 / √3', () => {
  const { value, low, high } = tInterval([1, 2, 3]);
  expect(value).toBe(2);
  expect(high - value).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
  expect(value - low).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
  expect(() => tInterval([1])).toThrow(/at least 2/);
});

it('the bootstrap interval of a mean is near the normal one', () => {
  const values = new Float32Array(400);
  fillNormal(key, 0, values);
  const { low, high } = bootstrapMean(values, drawResamples(split(key, 'b'), values.length));
  expect((high - low) / 2).toBeCloseTo(1.96 / 20, 1);
});

it('a ratio of proportional values is exact in every resample, because pairs stay pairs', () => {
  const values = new Float32Array(64).map((_, i) => 1 + i);
  const estimate = bootstrapRatio(values.map((x) => 3 * x), values, drawResamples(key, values.length));
  expect(estimate.value).toBeCloseTo(3, 6);
  expect(estimate.low).toBeCloseTo(3, 6);
  expect(estimate.high).toBeCloseTo(3, 6);
  expect(() => bootstrapRatio([1], [1, 2], drawResamples(key, 2))).toThrow(/paired/);
  expect(() => drawResamples(key, 1)).toThrow(/at least 2/);
});

it('about 95 of 100 bootstrap intervals of a mean cover it', () => {
  let covered = 0;
  const trials = 200;
  for (let t = 0; t < trials; t++) {
    const values = new Float32Array(60);
    fillNormal(split(key, t), 0, values);
    const { low, high } = bootstrapMean(values, drawResamples(split(key, `r${t}`), values.length, 400));
    if (low <= 0 && 0 <= high) covered++;
  }
  expect(covered / trials).toBeGreaterThan(0.89);
  expect(covered / trials).toBeLessThan(0.99);
});
