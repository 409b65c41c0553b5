import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { imageScore, imageScoreChannels, initialImageScore } from '../ops/image-score.js';
import { required, type Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/**
 * L_image-critic = −mean C(D(z)). C, a small convolutional network, learns to tell decoded pool latents D(μ) from
 * decoded points of the path by the hinge loss mean max(0, 1 − C(D(μ))) + mean max(0, 1 + C(D(z))). drift·mean C(D(μ))²
 * keeps C near 0.
 *
 * It is `critic` on images: what D does not show of z costs nothing. C sees only images that D made, so that it cannot
 * tell the two kinds apart by D's blur.
 *
 * Sources: Lim & Ye 2017 (hinge); Karras et al. 2018 (drift).
 */
export const imageCritic = defineLoss({
  about: 'a critic C on images, trained by hinge loss to tell decoded pool latents from the decoded path: −C(D(z))',
  schema: z.object({
    channels: imageScoreChannels,
    drift: z.number().min(0).default(0.01).describe('weight of mean C(D(μ))² in the critic’s own objective'),
  }),
  examples: [{ channels: [3, 4] }],
  worked: { z: [[1, 4]], zA: [[0, 0]], zB: [[2, 4]], alpha: [0.5], answer: 3, value: -3 },
  build: ({ channels, drift }): Loss => ({
    projections: 0,
    reads: ['pool'],
    laws: { decodes: 1, networkDecodes: 2 },
    value: (context) => tf.neg(tf.mean(imageScore(required(context, 'own'), required(context, 'decode')(context.z)))),
    network: {
      initial: ({ imageShape }, key) => initialImageScore({ imageShape, channels, key }),
      objective(context) {
        const decode = required(context, 'decode');
        const images: tf.Tensor4D = tf.concat([decode(required(context, 'pool')), decode(context.z)], 0);
        const [real, interpolated] = tf.split(imageScore(required(context, 'own'), images), 2, 0) as [
          tf.Tensor2D,
          tf.Tensor2D,
        ]; // split in 2 gives 2
        const hinge = tf.add(tf.mean(tf.relu(tf.sub(1, real))), tf.mean(tf.relu(tf.add(1, interpolated))));
        return tf.add(hinge, tf.mul(drift, tf.mean(tf.square(real))));
      },
    },
  }),
});
