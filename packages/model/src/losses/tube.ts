import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { squaredDistance } from '../ops/distance.js';
import type { Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/**
 * L_tube = max(0, ‖z − P(z)‖ − √τ)², latent²: 0 within the ε-tube, where points are as near to their projections as
 * real latents are.
 *
 * τ is that of the metric `inside-tube`: the 95th percentile of ‖z − P(z)‖² over real held-out latents. Every
 * `summary.json` on the same VAE and pool has it as `real.tau`, even that of a linear path. Computed as
 * u/(√(u + τ) + √τ) with u = max(0, ‖z − P(z)‖² − τ), which is exactly 0 within the tube, and smooth at z = P(z).
 */
export const tube = defineLoss({
  about: 'how far a point is from its projection beyond the level of real latents, max(0, ‖z − P(z)‖ − √τ)²',
  schema: z.object({
    tau: z
      .number()
      .positive()
      .describe(
        'τ, latent²: ‖z − P(z)‖² below which 95 % of real latents are; real.tau in the summary.json of any arm on ' +
          'the same VAE and pool',
      ),
  }),
  examples: [{ tau: 0.25 }],
  worked: { parameters: { tau: 1 }, z: [[6, 8]], zA: [[0, 0]], zB: [[6, 8]], alpha: [1], value: (5 - 1) ** 2 },
  build: ({ tau }): Loss => ({
    projections: 1,
    value({ z, project }) {
      const beyond = tf.relu(tf.sub(squaredDistance<tf.Tensor1D>(z, project(z)), tau));
      return tf.mean(tf.square(tf.div(beyond, tf.add(tf.sqrt(tf.add(beyond, tau)), Math.sqrt(tau)))));
    },
  }),
});
