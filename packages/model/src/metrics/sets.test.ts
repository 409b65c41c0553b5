import { fillNormal, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { spread, totalVariance } from './covariance.js';
import { imageSet } from './image-set.js';
import { setMetrics } from './registry.js';

const [n, d] = [8, 4];
const linear = new Float32Array(n * d);
fillNormal(rootKey(1), 0, linear);
const scaled = (factor: number) => linear.map((x) => factor * x + 5);

const value = (name: keyof typeof setMetrics, path: Float32Array, line = linear, nearest = new Int32Array(n)) =>
  setMetrics[name].value(
    imageSet({ middles: { path, linear: line, size: d }, nearest, features: path, realFeatures: line, featureSize: d }),
  );

describe('of middles', () => {
  it('diversity grows with the square of the spread, and does not see a shift', () => {
    expect(value('diversity', linear)).toBe(1);
    expect(value('diversity', scaled(2))).toBeCloseTo(4, 5);
    expect(
      value(
        'diversity',
        linear.map(() => 0.3),
      ),
    ).toBe(0);
    expect(
      value(
        'diversity',
        linear,
        linear.map(() => 1),
      ),
    ).toBeNull();
  });

  it('each row’s share of the spread adds up to the total variance', () => {
    const rows = scaled(2);
    const shares = spread(rows, d);
    expect(shares).toHaveLength(n);
    expect(shares.reduce((sum, x) => sum + x, 0) / n).toBeCloseTo(totalVariance(rows, d), 4);
    expect(() => totalVariance(rows.slice(1), d)).toThrow(/at least two whole rows/);
  });

  it('effective rank counts directions', () => {
    const line = Float32Array.from({ length: n * d }, (_, i) => Math.floor(i / d) * ((i % d) + 1));
    const cross = Float32Array.from({ length: n * d }, (_, i) =>
      Math.floor(i / d / 2) === i % d ? (Math.floor(i / d) % 2) * 2 - 1 : 0,
    );
    expect(value('effective-rank', line)).toBeCloseTo(1, 6);
    expect(value('effective-rank', cross)).toBeCloseTo(d, 6);
    expect(
      value(
        'effective-rank',
        linear.map(() => 0.5),
      ),
    ).toBe(0);
  });
});

it('distinct nearest real images are counted once each', () => {
  expect(value('distinct-nearest', linear, linear, Int32Array.of(7, 3, 7, 7, 0, 3, 1, 1))).toBe(4);
});
