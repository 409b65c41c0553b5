import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { required, type Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/**
 * L_smooth = ‖I(c + h) − 2·I(c) + I(c − h)‖²/h⁴, latent²: the squared second derivative of the path in latent space,
 * ∫‖z″‖² dα, by differences over h = 1/n around c = h + (1 − 2h)·α. Its size depends neither on n nor on the number of
 * α per pair. A straight line has 0; ẑ + 4α(1−α)·f with a constant f has 64·‖f‖².
 *
 * The neighbours are computed for each point, not taken from the batch: it works with one α per pair. Rounding to
 * float32 adds about 10⁻⁷·n²·‖z‖ to each second derivative, so with many steps it measures noise.
 */
export const smoothness = defineLoss({
  about: 'squared second derivative of the path in latent space, ‖z_{i+1} − 2z_i + z_{i−1}‖²·n⁴',
  schema: z.object({
    steps: z.int().min(2).max(64).default(8).describe('n: differences are over steps of 1/n of the way'),
  }),
  worked: { z: [[0, 0]], zA: [[0, 0]], zB: [[3, 4]], alpha: [0.5], value: 4 ** 2 * 25 },
  build: ({ steps }): Loss => ({
    projections: 0,
    laws: { cancels: true },
    value(context) {
      const { zA, zB, alpha } = context;
      const h = 1 / steps;
      const middle: tf.Tensor2D = tf.add(h, tf.mul(1 - 2 * h, alpha));
      const at = (alpha: tf.Tensor2D): tf.Tensor2D => required(context, 'interpolate')({ zA, zB, alpha });
      const bend = tf.add(tf.sub(at(tf.add(middle, h)), tf.mul(2, at(middle))), at(tf.sub(middle, h)));
      return tf.mul(steps ** 4, tf.mean(tf.sum(tf.square(bend), 1)));
    },
  }),
});
