import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { interpolate, losses, type InterpolateOptions, type Loss, type LossContext } from '../../src/index.js';
import { column, numbers } from '../support.js';
import { batch, context, D } from './loss-batch.js';

describe('losses of the whole path', () => {
  const still = tf.zeros<tf.Rank.R2>([3, D]);
  const f = tf.tensor2d([[3, 4, 0, 0]]);
  const straight = { interpolate, z: interpolate(batch) };
  const hard = (at: InterpolateOptions): tf.Tensor2D =>
    tf.add(interpolate(at), tf.mul(tf.mul(4, tf.mul(at.alpha, tf.sub(1, at.alpha))), f));
  const bent = { interpolate: hard, z: hard(batch) };
  /** Its pictures are its latents. */
  const identity = { decode: (z: tf.Tensor2D): tf.Tensor4D => tf.reshape(z, [-1, 1, 1, D]) };
  const of = (loss: Loss, overrides: Partial<LossContext>) =>
    numbers(loss.value(context({ ...identity, ...overrides })))[0]!;
  const zero = (value: number) => expect(Math.abs(value)).toBeLessThan(1e-9);
  /** n + 1 values of α, each the same share into its cell, of one pair. */
  const cells = (n: number, share: number) => {
    const row = (x: tf.Tensor2D): tf.Tensor2D => tf.tile(tf.slice(x, [0, 0], [1, -1]), [n + 1, 1]);
    return {
      zA: row(batch.zA),
      zB: row(batch.zB),
      alpha: column(Array.from({ length: n + 1 }, (_, j) => (j + share) / (n + 1))),
    };
  };

  it('tube is exactly zero within the tube, and beyond it the squared way to its wall', () => {
    const loss = losses.tube.build({ tau: 4 });
    const away = (r: number) =>
      of(loss, {
        z: still,
        project: () =>
          tf.tensor2d([
            [r, 0, 0, 0],
            [0, r, 0, 0],
            [0, 0, 0, r],
          ]),
      });
    expect([0, 1, 1.9999].map(away)).toEqual([0, 0, 0]);
    expect(away(5)).toBeCloseTo(9, 5);
    expect(
      numbers(tf.grad((z) => loss.value(context({ z: z as tf.Tensor2D, project: (x) => tf.clone(x) })))(still)).every(
        (g) => g === 0,
      ),
    ).toBe(true);
  });

  it('endpoint is zero where both ends are met, and the squared misses where they are not', () => {
    const loss = losses.endpoint.build({});
    expect(of(loss, straight)).toBe(0);
    expect(of(loss, bent)).toBe(0);
    expect(of(loss, { interpolate: (at) => tf.add(interpolate(at), tf.mul(tf.add(1, at.alpha), f)) })).toBeCloseTo(
      25 + 100,
      3,
    );
  });

  it('symmetry is zero where the way back is the way there', () => {
    const loss = losses.symmetry.build({});
    zero(of(loss, straight));
    zero(of(loss, bent));
    const leaning = (at: InterpolateOptions): tf.Tensor2D => tf.add(interpolate(at), tf.mul(at.alpha, f));
    // α·f less (1 − α)·f, for α = 0.1, 0.5 and 0.8
    expect(of(loss, { interpolate: leaning, z: leaning(batch) })).toBeCloseTo((25 * (0.64 + 0 + 0.36)) / 3, 4);
  });

  it('energy is that of a straight path, its squared length, over a grid at any offset', () => {
    const loss = losses.energy.build({ steps: 5, share: 1 });
    for (const share of [0, 0.3, 0.9]) {
      const points = cells(5, share);
      const [squared] = numbers(tf.sum(tf.square(tf.sub(points.zB, points.zA)), 1));
      expect(of(loss, { ...points, interpolate }) / squared!).toBeCloseTo(1, 5);
    }
  });

  it('energy is the sum over the steps of the grid, both ends in it', () => {
    const parabola = (at: InterpolateOptions): tf.Tensor2D => tf.mul(tf.square(at.alpha), f);
    const grid = [0, 0.06, 0.26, 0.46, 0.66, 0.86, 1];
    const expected = grid
      .slice(1)
      .reduce((sum, to, i) => sum + (25 * (to ** 2 - grid[i]! ** 2) ** 2) / (to - grid[i]!), 0);
    expect(of(losses.energy.build({ steps: 5, share: 1 }), { ...cells(5, 0.3), interpolate: parabola })).toBeCloseTo(
      expected,
      4,
    );
    expect(of(losses.energy.build({ steps: 1, share: 1 }), { ...cells(1, 0), interpolate: parabola })).toBeCloseTo(
      25,
      4,
    );
  });

  it('energy sees a jump, wherever it is', () => {
    for (const place of [0.001, 0.5, 0.999]) {
      const jump = (at: InterpolateOptions): tf.Tensor2D => tf.mul(tf.cast(tf.greater(at.alpha, place), 'float32'), f);
      expect(of(losses.energy.build({ steps: 5, share: 1 }), { ...cells(5, 0.3), interpolate: jump })).toBeGreaterThan(
        100,
      );
    }
  });

  it('speed is zero where it is constant or nothing moves, and else compares two places', () => {
    const loss = losses.speed.build({ steps: 4, share: 1 });
    zero(of(loss, straight));
    expect(of(loss, { interpolate: () => still })).toBe(0);
    // z = α²·f moves at (2a + h)·‖f‖ over [a, a + h]
    const parabola = (at: InterpolateOptions): tf.Tensor2D => tf.mul(tf.square(at.alpha), f);
    const alpha = column([0, 1 / 3, 2 / 3]); // a = 0, ¼, ½: speeds ¼, ¾, 5/4
    const level = column([1 / 3, 2 / 3, 2 / 3]); // a = ¼, ½, ½: speeds ¾, 5/4, 5/4
    expect(of(loss, { interpolate: parabola, alpha, level })).toBeCloseTo((2 * (0.5 ** 2 + 0.25 ** 2)) / 3, 5);
  });

  it('the mean of speed is non-uniformity, where the speed varies little', () => {
    const drifting = (at: InterpolateOptions): tf.Tensor2D =>
      tf.mul(tf.add(at.alpha, tf.mul(0.05, tf.square(at.alpha))), f);
    const n = 40;
    const every = Array.from({ length: n * n }, (_, i) => i);
    const places = {
      alpha: column(every.map((i) => (Math.floor(i / n) + 0.5) / n)),
      level: column(every.map((i) => ((i % n) + 0.5) / n)),
    };
    const ends = tf.zeros<tf.Rank.R2>([n * n, D]);
    // Speed 1 + 0.1·t, t uniform over [h/2, 1 − h/2]
    const expected = (0.1 * (1 - 1 / 32)) ** 2 / 12 / 1.05 ** 2;
    expect(
      of(losses.speed.build({ steps: 32, share: 1 }), { ...places, zA: ends, zB: ends, interpolate: drifting }) /
        expected,
    ).toBeCloseTo(1, 1);
  });

  it('smoothness is zero on straight lines, and the squared second derivative for any number of steps', () => {
    for (const steps of [2, 8, 16]) {
      const loss = losses.smoothness.build({ steps });
      expect(of(loss, straight)).toBeLessThan(1e-4);
      expect(of(loss, bent) / (64 * 25)).toBeCloseTo(1, 3);
    }
  });
});
