import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { column, expectClose, normal, numbers, tinyVae } from '../../test/support.js';
import { latentsOf } from './path.js';
import { slerp } from './slerp.js';
import { vaeContext } from './vae-context.js';

const context = { ...vaeContext(tinyVae()), weights: {} };

function walk(zA: tf.Tensor2D, zB: tf.Tensor2D, alpha: number): tf.Tensor2D {
  return latentsOf(
    slerp
      .build({})
      .prepare({ zA, zB }, context)
      .at(column(Array.from({ length: zA.shape[0] }, () => alpha))),
  );
}

describe('slerp', () => {
  it('is the quarter circle between orthogonal vectors', () => {
    const [angle, z] = [0.3 * (Math.PI / 2), walk(tf.tensor2d([[2, 0]]), tf.tensor2d([[0, 2]]), 0.3)];
    expectClose(z, tf.tensor2d([[2 * Math.cos(angle), 2 * Math.sin(angle)]]), 1e-6);
  });

  it('is White’s formula in double precision, for vectors of any length', () => {
    const [a, b] = [numbers(normal('a', [1, 6])), numbers(normal('b', [1, 6], 3))];
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    const omega = Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
    const expected = a.map((x, i) => (Math.sin(0.7 * omega) * x + Math.sin(0.3 * omega) * b[i]!) / Math.sin(omega));
    expectClose(walk(tf.tensor2d([a]), tf.tensor2d([b]), 0.3), tf.tensor2d([expected]), 1e-5);
  });

  it('is the straight line between parallel vectors, and nearly so between nearly parallel ones', () => {
    const a = normal('a', [1, 6]);
    expectClose(walk(a, tf.mul(3, a), 0.25), tf.mul(1.5, a), 1e-6);
    for (const gap of [1e-7, 1e-5, 1e-3, 3e-3, 1e-2]) {
      const b: tf.Tensor2D = tf.add(a, tf.mul(gap, normal('b', [1, 6])));
      expectClose(walk(a, b, 0.5), tf.mul(0.5, tf.add(a, b)), 1e-4);
    }
  });

  it('stays finite, and keeps its ends, between antiparallel and zero vectors', () => {
    const a = normal('a', [1, 6]);
    for (const b of [tf.neg(a), tf.mul<tf.Tensor2D>(-2, a), tf.zerosLike(a)]) {
      expect(numbers(walk(a, b, 0)), 'start').toEqual(numbers(a));
      expect(
        numbers(tf.sub(walk(a, b, 1), b)).every((x) => x === 0),
        'end',
      ).toBe(true);
      expect(numbers(walk(a, b, 0.5)).every(Number.isFinite)).toBe(true);
    }
    expectClose(walk(a, tf.mul(-2, a), 0.25), tf.mul(0.25, a), 1e-6);
  });
});
