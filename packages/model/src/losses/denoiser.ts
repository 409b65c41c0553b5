import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { initialPerceptron, perceptron } from '../ops/perceptron.js';
import { silu } from '../ops/silu.js';
import { stopGradient } from '../ops/stop-gradient.js';
import { required, type Loss, type LossContext } from './loss.js';
import { defineLoss } from './define-loss.js';

/** log σ comes to the network in about −1 … 1. */
const LEVEL_SCALE = 0.25;

/**
 * L_denoiser = ‖z − Π(z + σε, σ)‖², latent², with Π(…) a constant to the gradient. Π, a multilayer perceptron, restores
 * pool latents from noisy copies: ε ~ N(0, I), log σ uniform between the two of `noise`. The loss is small where pool
 * latents are dense.
 *
 * Π(y, σ) = c_skip·y + c_out·F(c_in·y, log σ) with the factors of Karras et al. 2022 for data of deviation s = `scale`:
 * c_skip = s²/(σ² + s²), c_out = σs/√(σ² + s²), c_in = 1/√(σ² + s²); F descends ‖Π(x + σε, σ) − x‖²/c_out², mean over
 * points and coordinates. It evaluates neither D nor E.
 *
 * Sources: Hartwig et al. 2025 (‖z − Π(z)‖² for manifolds in latent space); Poole et al. 2023 (Π held constant).
 */
export const denoiser = defineLoss({
  about: 'a denoiser Π that learns to restore pool latents, ‖z − Π(z + σε, σ)‖²',
  schema: z.object({
    hidden: z.array(z.int().positive()).min(1).default([512, 512]).describe('units of the hidden layers of Π'),
    noise: z
      .tuple([z.number().positive(), z.number().positive()])
      .default([0.1, 0.6])
      .describe('smallest and largest deviation σ of the noise'),
    scale: z.number().positive().default(1).describe('typical standard deviation s of a coordinate of pool latents'),
  }),
  examples: [{ hidden: [6, 5], noise: [0.2, 0.4] }],
  worked: {
    parameters: { noise: [1, 1] },
    z: [[2, 4]],
    zA: [[0, 0]],
    zB: [[2, 4]],
    alpha: [0.5],
    level: [0],
    answer: 0,
    value: 1 + 4, // with σ = s = 1 and no noise Π halves z
  },
  /** @throws RangeError if the smallest deviation is above the largest */
  build: ({ hidden, noise: [low, high], scale }): Loss => {
    if (low > high) throw new RangeError(`noise: expected the smaller deviation first, got ${low} and ${high}`);
    /** x + σε of some latents, with what Π makes of it. */
    const denoise = (context: LossContext, x: tf.Tensor2D): { restored: tf.Tensor2D; out: tf.Tensor2D } => {
      const logLevel: tf.Tensor2D = tf.add(Math.log(low), tf.mul(Math.log(high / low), required(context, 'level')));
      const sigma = tf.exp(logLevel);
      const y: tf.Tensor2D = tf.add(x, tf.mul(sigma, required(context, 'noise')));
      const total = tf.add(tf.square(sigma), scale ** 2);
      const out: tf.Tensor2D = tf.div(tf.mul(scale, sigma), tf.sqrt(total));
      const seen: tf.Tensor2D = tf.concat([tf.div(y, tf.sqrt(total)), tf.mul(LEVEL_SCALE, logLevel)], 1);
      const f = perceptron({ weights: required(context, 'own'), hidden: hidden.length, activation: silu, x: seen });
      return { restored: tf.add(tf.mul(tf.div(scale ** 2, total), y), tf.mul(out, f)), out };
    };
    return {
      projections: 0,
      reads: ['pool', 'noise', 'level'],
      laws: { stopsGradient: true },
      value: (context) => {
        const towards = stopGradient(denoise(context, context.z).restored);
        return tf.mean(tf.sum(tf.square(tf.sub(context.z, towards)), 1));
      },
      network: {
        initial: ({ latentSize }, key) =>
          initialPerceptron({ inputs: latentSize + 1, hidden, outputs: latentSize, outputScale: 1, key }),
        objective(context) {
          const pool = required(context, 'pool');
          const { restored, out } = denoise(context, pool);
          return tf.mean(tf.square(tf.div(tf.sub(restored, pool), out)));
        },
      },
    };
  },
});
