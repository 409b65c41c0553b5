import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { squaredDecodedStep } from './decoded-step.js';
import { firstPoints, shareOfBatch } from './share.js';
import type { Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/** The least width that is divided by: that of the step of α = 0 is 0. */
const SHORTEST = 1e-6;

/**
 * L_energy = E = Σ_i ‖D(z_{i+1}) − D(z_i)‖²/(α_{i+1} − α_i), pixel²: the energy of the decoded path. It is least where
 * the path is short and moves at an even speed. The sum is over a grid of steps of 1/n that has both ends.
 *
 * Each point has one step of that grid, in place of its own α: the window [s − h, s] of width h = 1/n, s = (1 + h)·α,
 * cut at 0 and 1. The windows of α_j = (j + u)/(n + 1) tile the path from end to end, whatever u in [0, 1), so over
 * uniform α (n + 1) times their mean is E over grids at every offset: every place weighs the same. It needs no
 * neighbours in the batch, so it works with one α per pair, and curricula may change their number.
 *
 * Sources: Arvanitidis et al. 2018, Shao et al. 2018 (the energy); Kapuśniak et al. 2024 (a network that descends it).
 */
export const energy = defineLoss({
  about: 'energy of the decoded path, Σ‖D(z_{i+1}) − D(z_i)‖²/Δα over n steps',
  schema: z.object({
    steps: z.int().min(1).default(16).describe('n: steps of the path, from end to end, on which it is measured'),
    share: shareOfBatch,
  }),
  examples: [{ share: 0.5 }],
  worked: {
    parameters: { steps: 1 },
    z: [
      [0, 0],
      [1.5, 2],
    ],
    zA: [
      [0, 0],
      [0, 0],
    ],
    zB: [
      [3, 4],
      [3, 4],
    ],
    alpha: [0, 0.5],
    value: 10 ** 2, // one step from (0, 0) to (6, 8)
  },
  build: ({ steps, share }): Loss => ({
    projections: 0,
    of: share < 1 ? 'batch' : undefined,
    laws: { decodes: 2 * share, cancels: true },
    value(whole) {
      const context = firstPoints(whole, share);
      const end: tf.Tensor2D = tf.mul(1 + 1 / steps, context.alpha);
      const from: tf.Tensor2D = tf.relu(tf.sub(end, 1 / steps));
      const to: tf.Tensor2D = tf.minimum(end, 1);
      const width = tf.maximum(tf.sub(to, from), SHORTEST);
      return tf.mul(steps + 1, tf.mean(tf.div(squaredDecodedStep(context, from, to), width)));
    },
  }),
});
