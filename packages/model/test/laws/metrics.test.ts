import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { pathMetrics, pointMetrics, setMetrics, spread, type PathSample } from '../../src/index.js';
import { totalVariance } from '../../src/metrics/covariance.js';
import { expectClose, expectNoLeak, normal, numbers } from '../support.js';

const [p, a, d, D] = [3, 5, 4, 6];
const sample: PathSample = {
  z: normal('z', [p, a, d]),
  linear: normal('linear', [p, a, d]),
  projected: normal('projected', [p, a, d]),
  decoded: normal('decoded', [p, a, D]),
  decodedA: normal('decodedA', [p, D]),
  decodedB: normal('decodedB', [p, D]),
  zA: normal('zA', [p, d]),
  zB: normal('zB', [p, d]),
};

/** The line from `from` to `to` in `a` equal steps; [p, n] → [p, a, n]. */
function straight(from: tf.Tensor2D, to: tf.Tensor2D): tf.Tensor3D {
  const alpha = tf.reshape(tf.linspace(0, 1, a), [1, a, 1]);
  return tf.add(tf.mul(tf.sub(1, alpha), tf.expandDims(from, 1)), tf.mul(alpha, tf.expandDims(to, 1)));
}

describe.each([...Object.entries(pointMetrics), ...Object.entries(pathMetrics)])('%s', (name, metric) => {
  const shape = name in pointMetrics ? [p, a] : [p];

  it('is finite, not negative and of the right shape', () => {
    const values = metric.value(sample);
    expect(values.shape).toEqual(shape);
    expect(numbers(values).every((x) => x >= 0 && x < Infinity)).toBe(true);
  });

  it('lets no pair see another', () => {
    const reversed = Object.fromEntries(Object.entries(sample).map(([key, tensor]) => [key, tf.reverse(tensor as tf.Tensor, 0)]));
    // The same keys, and the same shapes, as `sample`.
    expectClose(tf.reverse(metric.value(reversed as unknown as PathSample), 0), metric.value(sample), 1e-6);
  });

  it('leaves no tensor behind', () => {
    expectNoLeak(() => metric.value(sample));
  });
});

describe('values by hand', () => {
  it('reprojection and attraction are squared distances', () => {
    const [z, projected, linear] = [numbers(sample.z), numbers(sample.projected), numbers(sample.linear)];
    const squared = (other: number[]) =>
      Array.from({ length: p * a }, (_, i) => z.slice(i * d, i * d + d).reduce((sum, x, j) => sum + (x - other[i * d + j]!) ** 2, 0));
    expectClose(pointMetrics.reprojection.value(sample), tf.tensor2d(squared(projected), [p, a]), 1e-6);
    expectClose(pointMetrics.attraction.value(sample), tf.tensor2d(squared(linear), [p, a]), 1e-6);
  });

  it('endpoint error is 0 where the ends are met, and the mean of both ends’ distances', () => {
    const z = straight(sample.zA, sample.zB);
    const moved = (tensor: tf.Tensor2D, by: number): tf.Tensor2D => tf.add(tensor, tf.tensor2d([[0, by, 0, 0]]));
    expect(numbers(pathMetrics['endpoint-error'].value({ ...sample, z }))).toEqual([0, 0, 0]);
    const error = pathMetrics['endpoint-error'].value({ ...sample, z, zA: moved(sample.zA, 3), zB: moved(sample.zB, -1) });
    expectClose(error, tf.tensor1d([2, 2, 2]), 1e-6);
  });

  it('the straight decoded path has α-sensitivity 1, a path that ignores α has 0', () => {
    const { decodedA, decodedB } = sample;
    expectClose(pathMetrics['alpha-sensitivity'].value({ ...sample, decoded: straight(decodedA, decodedB) }), tf.ones([p]));
    const still = { ...sample, decoded: straight(decodedA, decodedA) };
    numbers(pathMetrics['alpha-sensitivity'].value(still)).forEach((x) => expect(x).toBeLessThan(1e-5));
    expectClose(pathMetrics['decoded-length'].value({ ...sample, decoded: straight(decodedA, decodedB) }), tf.norm(tf.sub(decodedB, decodedA), 2, 1));
  });
});

describe('of sets', () => {
  const linear = Float32Array.from(numbers(normal('linear', [6, d])));
  const scaled = (factor: number) => linear.map((x) => factor * x + 5);

  it.each(Object.entries(setMetrics))('%s is finite, and refuses too few or ragged rows', (_, metric) => {
    expect(metric.value({ middles: scaled(2), linear, latentSize: d })).toBeGreaterThan(0);
    for (const length of [d, d + 1]) {
      const rows = linear.slice(0, length);
      expect(() => metric.value({ middles: rows, linear: rows, latentSize: d })).toThrow(/at least two whole rows/);
    }
  });

  it('diversity grows with the square of the spread, and does not see a shift', () => {
    expect(setMetrics.diversity.value({ middles: linear, linear, latentSize: d })).toBe(1);
    expect(setMetrics.diversity.value({ middles: scaled(2), linear, latentSize: d })).toBeCloseTo(4, 5);
    expect(setMetrics.diversity.value({ middles: linear.map(() => 0.3), linear, latentSize: d })).toBeCloseTo(0, 12);
    expect(() => setMetrics.diversity.value({ middles: linear, linear: linear.map(() => 1), latentSize: d })).toThrow(/different middles/);
    expect(() => setMetrics.diversity.value({ middles: linear.slice(d), linear, latentSize: d })).toThrow(/as many/);
  });

  it('each row’s share of the spread adds up to the total variance', () => {
    const rows = scaled(2);
    const shares = spread(rows, d);
    expect(shares).toHaveLength(6);
    expect(shares.reduce((sum, x) => sum + x, 0) / 6).toBeCloseTo(totalVariance(rows, d), 4);
  });

  it('effective rank counts directions', () => {
    const rank = (middles: Float32Array) => setMetrics['effective-rank'].value({ middles, linear: middles, latentSize: d });
    const line = Float32Array.from({ length: 6 * d }, (_, i) => Math.floor(i / d) * ((i % d) + 1));
    const cross = Float32Array.from({ length: 2 * d * d }, (_, i) => (Math.floor(i / d / 2) === i % d ? (Math.floor(i / d) % 2) * 2 - 1 : 0));
    expect(rank(line)).toBeCloseTo(1, 6);
    expect(rank(cross)).toBeCloseTo(d, 6);
    expect(rank(linear.map(() => 0.5))).toBe(0);
  });
});
