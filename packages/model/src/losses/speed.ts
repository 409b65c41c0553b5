import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { squaredDecodedStep } from './decoded-step.js';
import { firstPoints, shareOfBatch } from './share.js';
import { required, type Loss, type LossContext } from './loss.js';
import { defineLoss } from './define-loss.js';

/** Added to squared speeds, (pixel per unit of α)²: where nothing moves, the speed is even. */
const AT_REST = 1e-6;

/**
 * Mean speed over the step of width h at a share of the way [b, 1], the last step ending at 1; pixel per unit of α, [b,
 * 1].
 */
function speedAt(context: LossContext, h: number, share: tf.Tensor2D): tf.Tensor2D {
  const from: tf.Tensor2D = tf.mul(1 - h, share);
  return tf.sqrt(tf.add(tf.div(squaredDecodedStep(context, from, tf.add(from, h)), h ** 2), AT_REST));
}

/**
 * L_speed = 2·((v − v′)/(v + v′))², v and v′ the speeds of the decoded path over steps of width h = 1/n at two places:
 * at α, and at one drawn anew for each point. 0 where the speed is constant, at most 2; where it varies little, its
 * mean is the variance of the speed over its squared mean, E/L² − 1: the metric non-uniformity.
 *
 * It does not ask for a short path, and a path that does not move has 0: it does not prevent collapse. The second place
 * is drawn, not the next α of the batch: it works with one α per pair.
 */
export const speed = defineLoss({
  about: 'unevenness of the decoded path’s speed, about its variance over its squared mean, E/L² − 1',
  schema: z.object({
    steps: z.int().min(2).default(8).describe('n: speeds are measured over steps of 1/n of the way'),
    share: shareOfBatch,
  }),
  examples: [{ share: 0.5 }],
  worked: {
    parameters: { steps: 2 },
    z: [[0, 0]],
    zA: [[0, 0]],
    zB: [[3, 4]],
    alpha: [0],
    level: [1],
    value: 2 * ((5 - 15) / (5 + 15)) ** 2, // the first half goes 2.5, the second one 7.5
  },
  build: ({ steps, share }): Loss => ({
    projections: 0,
    of: share < 1 ? 'batch' : undefined,
    reads: ['level'],
    laws: { decodes: 4 * share, cancels: true },
    value(whole) {
      const context = firstPoints(whole, share);
      const [here, there] = [context.alpha, required(context, 'level')].map((share) =>
        speedAt(context, 1 / steps, share),
      ) as [tf.Tensor2D, tf.Tensor2D]; // 2 of 2
      return tf.mul(2, tf.mean(tf.square(tf.div(tf.sub(here, there), tf.add(here, there)))));
    },
  }),
});
