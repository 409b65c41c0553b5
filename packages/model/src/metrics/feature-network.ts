import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Key, NamedArrays } from '@latent-paths/core';
import { squaredDistance } from '../ops/distance.js';
import { initialVae } from '../vae-initial.js';
import { decode, encode, vaeSchema, type ImageShape } from '../vae.js';
import type { Weights } from '../weights.js';

/** A small denoising network whose bottleneck images are compared in. */
export const featureNetworkSchema = z.strictObject({
  size: z.int().positive().default(64).describe('number f of features'),
  channels: z
    .array(z.int().positive())
    .min(1)
    .default([16, 32, 64])
    .describe('channels after each convolution of stride 2, and in reverse on the way back'),
  noise: z.number().positive().default(0.2).describe('standard deviation of the noise to be removed, on values 0…1'),
});
export type FeatureNetworkConfig = z.output<typeof featureNetworkSchema>;

/**
 * Starting weights: the encoder and the decoder of a VAE of f latents, without its variances.
 *
 * It is trained apart from the VAE under study, and to remove noise: features of E itself would flatter whatever E∘D
 * reproduces, and those of a plain autoencoder are blind to blur, because autoencoders blur (docs/decisions/0007).
 */
export function initialFeatureNetwork(
  { size, channels }: FeatureNetworkConfig,
  imageShape: ImageShape,
  key: Key,
): NamedArrays {
  const all = initialVae(vaeSchema.parse({ latent: size, channels }), imageShape, key);
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('encoder/log-variance/')));
}

/** The features of images; x [b, h, w, c] with values 0…1 → [b, f] */
export function imageFeatures(weights: Weights, x: tf.Tensor4D): tf.Tensor2D {
  return encode(weights, x);
}

export interface DenoisingLossOptions {
  readonly weights: Weights;
  readonly imageShape: ImageShape;
  /** Images [b, h, w, c] with values 0…1. */
  readonly x: tf.Tensor4D;
  /** What is added to them [b, h, w, c]. */
  readonly noise: tf.Tensor4D;
}

/** ‖x − D(E(x + noise))‖², summed over pixels and channels, mean over the batch. Source: Vincent et al. 2008. */
export function denoisingLoss({ weights, imageShape, x, noise }: DenoisingLossOptions): tf.Scalar {
  const restored = decode({ weights, imageShape }, encode(weights, tf.add(x, noise)));
  return tf.mean(squaredDistance<tf.Tensor1D>(tf.reshape(x, [x.shape[0], -1]), tf.reshape(restored, [x.shape[0], -1])));
}
