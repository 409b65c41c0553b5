import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import {
  decode,
  klDivergence,
  posterior,
  vaeLoss,
  valuesAndGradients,
  weight,
  type FrozenVae,
  type ImageShape,
  type VaeConfig,
} from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { optimiserStep, initialOptimiser, type OptimiserSettings } from './optimiser-step.js';
import { scalar, specsOf } from './specs.js';

export interface VaeStepOptions {
  readonly config: VaeConfig;
  readonly imageShape: ImageShape;
  /** Images a step. */
  readonly batch: number;
  readonly descent: OptimiserSettings;
  readonly weights: NamedArrays;
}

/**
 * One step of VAE training. Inputs: `images` [b, h, w, c], `noise` [b, d] and the scalars `kl-weight`,
 * `learning-rate` and `step` (1 for the first). Outputs: the scalars `total`, `reconstruction` and `kl` (means over
 * the batch, in nats) and `gradient-norm` (before clipping).
 */
export function vaeStep({ config, imageShape, batch, descent, weights }: VaeStepOptions): StepDefinition {
  return {
    name: 'vae-training',
    frozen: {},
    state: specsOf(initialOptimiser(weights)),
    inputs: {
      images: { shape: [batch, ...imageShape], dtype: 'float32' },
      noise: { shape: [batch, config.latent], dtype: 'float32' },
      'kl-weight': scalar,
      'learning-rate': scalar,
      step: scalar,
    },
    run({ state, inputs }) {
      const { values, gradients } = valuesAndGradients(within('weights', state), (current) => ({
        ...vaeLoss({
          vae: { weights: current, imageShape },
          x: weight(inputs, 'images', 4),
          noise: weight(inputs, 'noise', 2),
          klWeight: weight(inputs, 'kl-weight', 0),
          variance: config.variance,
        }),
      }));
      const { next, norm } = optimiserStep({ state, gradients, inputs, settings: descent });
      return { state: next, outputs: { ...values, 'gradient-norm': norm } };
    },
  };
}

export interface EncodeStepOptions {
  readonly vae: FrozenVae;
  readonly batch: number;
}

/** E over a batch of `images` [b, h, w, c]: the posterior means, `latents` [b, d]. */
export function encodeStep({ vae, batch }: EncodeStepOptions): StepDefinition {
  return {
    name: 'encode',
    frozen: under('vae', vae.weights),
    state: {},
    inputs: { images: { shape: [batch, ...vae.imageShape], dtype: 'float32' } },
    run: ({ frozen, inputs }) => ({
      state: {},
      outputs: { latents: vae.context(within('vae', frozen)).encode(weight(inputs, 'images', 4)) },
    }),
  };
}

export interface ReconstructStepOptions {
  /** Weights of a convolutional VAE. */
  readonly vae: NamedArrays;
  readonly imageShape: ImageShape;
  readonly batch: number;
}

/**
 * Reproduces a batch of `images` from their latents, x̂ = D(E(x)). Outputs: the scalars `squared-error` (mean over
 * images, pixels and channels) and `kl` (mean over images, in nats), and `latents` [b, d].
 */
export function reconstructStep({ vae, imageShape, batch }: ReconstructStepOptions): StepDefinition {
  return {
    name: 'reconstruct',
    frozen: under('vae', vae),
    state: {},
    inputs: { images: { shape: [batch, ...imageShape], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const weights = within('vae', frozen);
      const x = weight(inputs, 'images', 4);
      const latent = posterior(weights, x);
      const error = tf.mean(tf.square(tf.sub(x, decode({ weights, imageShape }, latent.mean))));
      return { state: {}, outputs: { 'squared-error': error, kl: klDivergence(latent), latents: latent.mean } };
    },
  };
}
