import * as tf from '@tensorflow/tfjs-core';
import type { StepDefinition } from '@latent-paths/engine';
import { klDivergence, weight, type FrozenVae, type Weights } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { scalar } from './specs.js';

export interface ImportStepOptions {
  readonly vae: FrozenVae;
  /** What E gives for a picture: the mean, and the logarithm of the variance where the files give it. */
  readonly posterior: (
    weights: Weights,
    x: tf.Tensor4D,
  ) => { readonly mean: tf.Tensor2D; readonly logVariance?: tf.Tensor2D };
  readonly batch: number;
}

/**
 * What E, D and P make of `images` [b, h, w, c]: `latents` z = E(x) [b, d], `reconstructed` D(z) [b, h·w·c], `moved`
 * ‖P(z) − z‖ and `again` ‖P²(z) − P(z)‖ [b]; and the scalar `kl`, where the posterior's variance is known.
 */
export function importStep({ vae, posterior, batch }: ImportStepOptions): StepDefinition {
  const distance = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D => tf.sqrt(tf.sum(tf.square(tf.sub(a, b)), 1));
  return {
    name: 'import',
    frozen: under('vae', vae.weights),
    state: {},
    inputs: { images: { shape: [batch, ...vae.imageShape], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const weights = within('vae', frozen);
      const { decode, encode, project } = vae.context(weights);
      const { mean, logVariance } = posterior(weights, weight(inputs, 'images', 4));
      const images = decode(mean);
      const projected = encode(images);
      return {
        state: {},
        outputs: {
          latents: tf.clone(mean),
          reconstructed: tf.reshape(images, [batch, -1]),
          moved: distance(projected, mean),
          again: distance(project(projected), projected),
          ...(logVariance && { kl: klDivergence({ mean, logVariance }) }),
        },
      };
    },
  };
}

/**
 * Derivatives of f(z) = ‖P(z)‖² along directions, and what central differences need. Inputs: `z` and `direction`
 * [b, d], the scalar `step` h; outputs: `derivative` uᵀ∇f(z), `ahead` f(z + h·u) and `behind` f(z − h·u), [b] each.
 */
export function derivativeStep({ vae, batch }: Pick<ImportStepOptions, 'vae' | 'batch'>): StepDefinition {
  const rows = { shape: [batch, vae.latentSize], dtype: 'float32' } as const;
  return {
    name: 'import-derivative',
    frozen: under('vae', vae.weights),
    state: {},
    inputs: { z: rows, direction: rows, step: scalar },
    run({ frozen, inputs }) {
      const { project } = vae.context(within('vae', frozen));
      const [z, u, h] = [weight(inputs, 'z', 2), weight(inputs, 'direction', 2), weight(inputs, 'step', 0)];
      const f = (at: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.square(project(at)), 1);
      const gradient = tf.grad((at) => tf.sum(f(weight({ at }, 'at', 2))))(z);
      const moved = tf.mul(h, u);
      return {
        state: {},
        outputs: {
          derivative: tf.sum(tf.mul(gradient, u), 1),
          ahead: f(tf.add(z, moved)),
          behind: f(tf.sub(z, moved)),
        },
      };
    },
  };
}
