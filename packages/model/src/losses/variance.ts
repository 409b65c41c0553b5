import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/** Keeps the slope of the root finite if nothing varies. */
const EPSILON = 1e-6;

/** Weighted standard deviation of each coordinate over the batch; x [b, d], w [b, 1] with sum 1 → [d]. */
function deviations(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor1D {
  const centred = tf.sub(x, tf.sum(tf.mul(w, x), 0, true));
  return tf.sqrt(tf.add(tf.sum(tf.mul(w, tf.square(centred)), 0), EPSILON));
}

/**
 * L_var = Σ_i max(0, σ_i(ẑ) − σ_i(z))², σ_i the standard deviation of coordinate i over the batch, each point weighted
 * by (4α(1−α))²: 0 where the middles of the paths vary at least as much as those of the straight lines.
 *
 * It is a statistic of the batch. Without it, reprojection error can fall by shrinking every path towards the mean.
 *
 * Source: the variance term of VICReg (Bardes, Ponce & LeCun 2022), with the linear points as the level to keep.
 */
export const variance = defineLoss({
  about: 'spread over pairs that the path lost against the straight line, Σ_i max(0, σ_i(ẑ) − σ_i(z))²',
  schema: z.object({}),
  worked: {
    z: [
      [-1, 0],
      [1, 0],
    ],
    zA: [
      [-4, 0],
      [4, 0],
    ],
    zB: [
      [0, 0],
      [0, 0],
    ],
    alpha: [0.5, 0.5],
    value: (2 - 1) ** 2,
  },
  build: (): Loss => ({
    projections: 0,
    of: 'pairs',
    laws: { cancels: true },
    value({ z, linear, alpha }) {
      const bump = tf.square(tf.mul(4, tf.mul(alpha, tf.sub(1, alpha))));
      const w: tf.Tensor2D = tf.div(bump, tf.sum(bump));
      return tf.sum(tf.square(tf.relu(tf.sub(deviations(linear, w), deviations(z, w)))));
    },
  }),
});
