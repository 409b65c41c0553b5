import * as tf from '@tensorflow/tfjs-core';
import type { StepDefinition } from '@latent-paths/engine';
import { interpolate, latentsOf, weight } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import type { EvaluationStepOptions } from './evaluation-step.js';

export type IdentityStepOptions = Pick<EvaluationStepOptions, 'path' | 'theta' | 'vae' | 'pairs' | 'alphas'>;

/**
 * How far the paths of p latents to themselves stray: I(z, z, α) − z at a values of α. Inputs: `z` [p, d], `alpha` [a];
 * output: `strayed` [p, a, d]. z is taken as (1−α)·z + α·z, the same number but for rounding, which is then no error: a
 * straight line strays by 0. Of paths through latent space that are not solved for.
 */
export function identityStep({ path, theta, vae, pairs, alphas }: IdentityStepOptions): StepDefinition {
  return {
    name: 'identity',
    frozen: { ...under('vae', vae.weights), ...under('weights', theta) },
    state: {},
    inputs: {
      z: { shape: [pairs, vae.latentSize], dtype: 'float32' },
      alpha: { shape: [alphas], dtype: 'float32' },
    },
    run({ frozen, inputs }) {
      const context = {
        ...vae.context(within('vae', frozen)),
        weights: within('weights', frozen),
      };
      const repeated = tf.tile(tf.expandDims(weight(inputs, 'z', 2), 1), [1, alphas, 1]); // [p, a, d]
      const z: tf.Tensor2D = tf.reshape(repeated, [pairs * alphas, vae.latentSize]);
      const ends = { zA: z, zB: z };
      const everyPair = tf.tile(tf.expandDims(weight(inputs, 'alpha', 1), 0), [pairs, 1]); // [p, a]
      const alpha: tf.Tensor2D = tf.reshape(everyPair, [pairs * alphas, 1]);
      const interpolated = latentsOf(path.prepare(ends, context).at(alpha));
      const strayed = tf.sub(interpolated, interpolate({ ...ends, alpha }));
      return { state: {}, outputs: { strayed: tf.reshape(strayed, [pairs, alphas, vae.latentSize]) } };
    },
  };
}
