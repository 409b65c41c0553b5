import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { initialPerceptron, perceptron } from '../ops/perceptron.js';
import { perceptronSlope } from '../ops/perceptron-slope.js';
import { required, type Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

const SLOPE = 0.2;

/**
 * L_critic = −mean C(z). C, a multilayer perceptron with leaky ReLU, learns to tell real latents from points of the
 * path by the hinge loss mean max(0, 1 − C(real)) + mean max(0, 1 + C(z)). drift·mean C(real)² keeps C near 0, and
 * penalty/2·mean ‖∇C(real)‖² keeps it flat near real latents; ∇C is a formula of the weights (`perceptronSlope`).
 *
 * "On the manifold" here means where pool latents are, not where P(z) = z. It evaluates neither D nor E.
 *
 * Sources: Lim & Ye 2017 (hinge); Karras et al. 2018 (drift); Mescheder et al. 2018, equation 9 (R₁).
 */
export const critic = defineLoss({
  about: 'a critic C on latents, trained by hinge loss to tell pool latents from points of the path: −C(z)',
  schema: z.object({
    hidden: z.array(z.int().positive()).min(1).default([512, 512]).describe('units of the hidden layers of C'),
    drift: z.number().min(0).default(0.01).describe('weight of mean C(real)² in the critic’s own objective'),
    penalty: z
      .number()
      .min(0)
      .default(0)
      .describe('weight γ of ½·mean ‖∇C(real)‖² there, which steadies both; 0 for none'),
  }),
  examples: [{ hidden: [6, 5] }, { hidden: [6, 5], penalty: 2 }],
  worked: { z: [[1, 4]], zA: [[0, 0]], zB: [[2, 4]], alpha: [0.5], answer: 3, value: -3 },
  build: ({ hidden, drift, penalty }): Loss => {
    const score = (context: Parameters<Loss['value']>[0], x: tf.Tensor2D): tf.Tensor2D =>
      perceptron({
        weights: required(context, 'own'),
        hidden: hidden.length,
        activation: (h) => tf.leakyRelu(h, SLOPE),
        x,
      });
    return {
      projections: 0,
      reads: ['pool'],
      value: (context) => tf.neg(tf.mean(score(context, context.z))),
      network: {
        initial: ({ latentSize }, key) =>
          initialPerceptron({ inputs: latentSize, hidden, outputs: 1, outputScale: 1, key }),
        objective(context) {
          const pool = required(context, 'pool');
          const [real, interpolated] = tf.split(score(context, tf.concat([pool, context.z], 0)), 2, 0) as [
            tf.Tensor2D,
            tf.Tensor2D,
          ]; // split in 2 gives 2
          const hinge = tf.add(tf.mean(tf.relu(tf.sub(1, real))), tf.mean(tf.relu(tf.add(1, interpolated))));
          const told: tf.Scalar = tf.add(hinge, tf.mul(drift, tf.mean(tf.square(real))));
          if (penalty === 0) return told;
          const slope = perceptronSlope({
            weights: required(context, 'own'),
            hidden: hidden.length,
            slope: SLOPE,
            x: pool,
          });
          return tf.add(told, tf.mul(penalty / 2, tf.mean(tf.sum(tf.square(slope), 1))));
        },
      },
    };
  },
});
