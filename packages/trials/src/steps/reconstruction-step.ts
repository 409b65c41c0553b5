import * as tf from '@tensorflow/tfjs-core';
import type { StepDefinition } from '@latent-paths/engine';
import { weight, type FrozenVae } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';

export interface ReconstructionStepOptions {
  readonly vae: FrozenVae;
  readonly batch: number;
}

/**
 * What comes back of `images` [b, h, w, c]: `latents` z = E(x) [b, d], and `error`, the mean of (x − D(z))² over the
 * pixels and channels of each [b].
 */
export function reconstructionStep({ vae, batch }: ReconstructionStepOptions): StepDefinition {
  return {
    name: 'reconstruction',
    frozen: under('vae', vae.weights),
    state: {},
    inputs: { images: { shape: [batch, ...vae.imageShape], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const { decode, encode } = vae.context(within('vae', frozen));
      const images = weight(inputs, 'images', 4);
      const latents = encode(images);
      const squares = tf.reshape(tf.square(tf.sub(images, decode(latents))), [batch, -1]);
      return { state: {}, outputs: { latents: tf.clone(latents), error: tf.mean(squares, 1) } };
    },
  };
}
