import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { untrained, type Path } from './path.js';
import { definePath } from './define-path.js';

/**
 * x = (1−α)·D(zA) + α·D(zB): the cross-fade of the two decoded pictures, which has no latents.
 *
 * It is the negative control of all scores of images: a smooth path whose images show two ghosts.
 */
export const pixelLinear = definePath({
  about: 'cross-fade of the two decoded pictures, (1−α)·D(zA) + α·D(zB); no latents, so no latent metrics',
  schema: z.object({}),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, point: [1, 2] },
  build: (): Path => ({
    ...untrained,
    prepare({ zA, zB }, { decode }) {
      const [xA, xB] = [decode(zA), decode(zB)];
      return {
        at(alpha) {
          const share = tf.reshape(alpha, [-1, 1, 1, 1]); // [b, 1, 1, 1]
          return { z: null, x: tf.add(tf.mul(tf.sub(1, share), xA), tf.mul(share, xB)) };
        },
      };
    },
  }),
});
