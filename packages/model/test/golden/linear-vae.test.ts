import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { lossContext, losses } from '../../src/index.js';
import { column, expectClose, normal, numbers } from '../support.js';

/**
 * The linear VAE (probabilistic PCA): P = diag(s), s_i = w_i²/(w_i² + σ²). All expected values are worked out on paper.
 */
const s = tf.tensor1d([0.1, 0.4, 0.7, 0.95]);
const gap = tf.sub(1, s);
const B = 3;
const batch = {
  zA: normal('a', [B, 4]),
  zB: normal('b', [B, 4]),
  alpha: column([0.2, 0.5, 0.7]),
};
const shrink = (z: tf.Tensor2D): tf.Tensor2D => tf.mul(s, z);
const linear = lossContext({ ...batch, z: batch.zA, project: shrink }).linear;

type Stop = 'full' | 'stop-projection' | 'stop-point';

/** Gradient in z, of the sum over the batch, of reprojection + λ·attraction. */
function gradient(stop: Stop, lambda: number, project: (z: tf.Tensor2D) => tf.Tensor2D): (z: tf.Tensor) => tf.Tensor {
  const reprojection = losses.reprojection.build({ gradient: stop, share: 1 });
  const attraction = losses.attraction.build({});
  return tf.grad((z) => {
    const context = lossContext({ ...batch, z: z as tf.Tensor2D, project }); // z has the shape of the starting point
    return tf.mul(B, tf.add(reprojection.value(context), tf.mul(lambda, attraction.value(context))));
  });
}

function descend(stop: Stop, lambda: number, { project = shrink, steps = 200 } = {}): tf.Tensor {
  const descent = gradient(stop, lambda, project);
  let z: tf.Tensor = normal('start', [B, 4]);
  for (let i = 0; i < steps; i++) z = tf.tidy(() => tf.sub(z, tf.mul(0.2, descent(z))));
  return z;
}

describe('gradients of reprojection in the linear VAE', () => {
  const z = normal('z', [B, 4]);
  it.each([
    ['full', tf.mul(2, tf.square(gap))],
    ['stop-projection', tf.mul(2, gap)],
    ['stop-point', tf.mul(-2, tf.mul(s, gap))],
  ] as const)('%s', (stop, factor) => {
    expectClose(gradient(stop, 0, shrink)(z), tf.mul(factor, z), 1e-6);
  });
});

describe('optimum of reprojection + λ·attraction', () => {
  it('is λ/(λ + (1−s)²)·ẑ', () => {
    const lambda = 0.3;
    expectClose(descend('full', lambda), tf.mul(tf.div(lambda, tf.add(lambda, tf.square(gap))), linear), 1e-4);
  });

  it('is λ/(λ + 1 − s)·ẑ where the projection is a constant', () => {
    const lambda = 0.3;
    expectClose(descend('stop-projection', lambda), tf.mul(tf.div(lambda, tf.add(lambda, gap)), linear), 1e-4);
  });

  it('keeps ẑ on an orthogonal projector’s image and shrinks the rest by λ/(1 + λ)', () => {
    const lambda = 0.5;
    const onto = tf.tensor1d([1, 1, 0, 0]);
    const expected = tf.mul(linear, tf.tensor1d([1, 1, lambda / (1 + lambda), lambda / (1 + lambda)]));
    expectClose(descend('full', lambda, { project: (z) => tf.mul(onto, z) }), expected, 1e-4);
  });

  it('does not exist where the point is a constant and λ < s(1−s): the negative control diverges there', () => {
    const size = numbers(tf.max(tf.abs(descend('stop-point', 0.1, { steps: 600 })), 0));
    // λ − s(1−s) for s = 0.1, 0.4, 0.7, 0.95: 0.01, −0.14, −0.11, 0.05
    expect(size.map((x) => x > 1e6)).toEqual([false, true, true, false]);
  });

  it('is the prior mean for λ = 0, whatever the pair', () => {
    expect(Math.max(...numbers(tf.abs(tf.slice(descend('full', 0, { steps: 400 }), [0, 0], [B, 2]))))).toBeLessThan(
      1e-4,
    );
  });
});
