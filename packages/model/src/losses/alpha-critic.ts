import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { imageScore, imageScoreChannels, initialImageScore } from '../ops/image-score.js';
import { required, type Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/**
 * L_alpha-critic = mean C(D(z))². C, a small convolutional network, learns to predict α′ = min(α, 1−α), in 0 … ½, from
 * the decoded point; the path learns to look like an end, where α′ = 0. C descends mean (C(D(z)) − α′)² +
 * mean C(γ·x + (1−γ)·x̂)², with x = D(μ) of a pool latent and x̂ = D(P(μ)): x encoded and decoded again.
 *
 * Source: Berthelot et al. 2018 (ACAI), equations 2 and 3. We differ: the path is that of a network, where theirs is
 * the straight line; E and D are frozen, and the term trains the path instead of them; x is an image that D has made,
 * where theirs is one of the data, so that C cannot find α by D's blur; C ends in a dense layer, where theirs takes a
 * mean.
 */
export const alphaCritic = defineLoss({
  about: 'a critic C on images that predicts min(α, 1−α) from the decoded path, C(D(z))² (ACAI)',
  schema: z.object({
    channels: imageScoreChannels,
    gamma: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('γ: share of x, beside its reconstruction, in the images for which C is to be 0'),
  }),
  examples: [{ channels: [3, 4] }],
  worked: { z: [[1, 4]], zA: [[0, 0]], zB: [[2, 4]], alpha: [0.5], answer: 0.5, value: 0.25 },
  build: ({ channels, gamma }): Loss => ({
    projections: 0,
    reads: ['pool'],
    laws: { decodes: 1, networkDecodes: 3 },
    value: (context) =>
      tf.mean(tf.square(imageScore(required(context, 'own'), required(context, 'decode')(context.z)))),
    network: {
      projections: 1,
      initial: ({ imageShape }, key) => initialImageScore({ imageShape, channels, key }),
      objective(context) {
        const decode = required(context, 'decode');
        const pool = required(context, 'pool');
        const real: tf.Tensor4D = tf.add(tf.mul(gamma, decode(pool)), tf.mul(1 - gamma, decode(context.project(pool))));
        const scores = imageScore(required(context, 'own'), tf.concat([real, decode(context.z)], 0));
        const [ends, interpolated] = tf.split(scores, 2, 0) as [tf.Tensor2D, tf.Tensor2D]; // split in 2 gives 2
        const nearer = tf.minimum(context.alpha, tf.sub(1, context.alpha));
        return tf.add(tf.mean(tf.square(tf.sub(interpolated, nearer))), tf.mean(tf.square(ends)));
      },
    },
  }),
});
