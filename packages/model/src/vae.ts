import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { convolution, transposedConvolution } from './ops/convolution.js';
import { dense } from './ops/dense.js';
import { countLayers, weight, type Weights } from './weights.js';

export type ImageShape = readonly [height: number, width: number, channels: number];

/** A convolutional VAE: which networks E and D are. How they are trained is not said here, but for σ². */
export const vaeSchema = z.strictObject({
  latent: z.int().positive().default(256).describe('dimension d of the latent space'),
  channels: z
    .array(z.int().positive())
    .min(1)
    .default([32, 64, 128])
    .describe('channels after each convolution of stride 2 of E, and in reverse before each of D'),
  variance: z
    .number()
    .positive()
    .default(1 / 40)
    .describe('σ² of the Gaussian decoder: the reconstruction loss is ‖x − x̂‖² / 2σ²'),
});
export type VaeConfig = z.output<typeof vaeSchema>;

/** A VAE to compute with. */
export interface Vae {
  readonly weights: Weights;
  /** Of the images that it was made for. */
  readonly imageShape: ImageShape;
}

/** Side of the feature map after 0, 1, … `layers` convolutions of stride 2: 28 → [28, 14, 7, 4]. */
export function featureSizes(size: number, layers: number): number[] {
  return Array.from({ length: layers + 1 }, (_, i) => Math.ceil(size / 2 ** i));
}

/** What both heads of E see: 4×4 convolutions of stride 2 with ReLU, flattened; x [b, h, w, c] → [b, f]. */
function features(weights: Weights, x: tf.Tensor4D): tf.Tensor2D {
  let h = x;
  for (let i = 0; i < countLayers(weights, 'encoder/conv'); i++)
    h = tf.relu(convolution(weights, `encoder/conv${i}`, h));
  return tf.reshape(h, [x.shape[0], -1]);
}

export interface Posterior {
  /** μ [b, d] */
  readonly mean: tf.Tensor2D;
  /** log σ² [b, d], element by element */
  readonly logVariance: tf.Tensor2D;
}

/** The posterior q(z|x) = N(μ, diag σ²); x [b, h, w, c] with values 0…1. */
export function posterior(weights: Weights, x: tf.Tensor4D): Posterior {
  const h = features(weights, x);
  return { mean: dense(weights, 'encoder/mean', h), logVariance: dense(weights, 'encoder/log-variance', h) };
}

/** E: an image's latent, the posterior mean; x [b, h, w, c] → [b, d]. The log-variance head is not computed. */
export function encode(weights: Weights, x: tf.Tensor4D): tf.Tensor2D {
  return dense(weights, 'encoder/mean', features(weights, x));
}

/**
 * D: dense, ReLU, 4×4 transposed convolutions of stride 2 with ReLU between, sigmoid; z [b, d] → [b, h, w, c] in 0…1.
 */
export function decode({ weights, imageShape }: Vae, z: tf.Tensor2D): tf.Tensor4D {
  const layers = countLayers(weights, 'decoder/conv');
  const heights = featureSizes(imageShape[0], layers);
  const widths = featureSizes(imageShape[1], layers);
  const deepest = weight(weights, 'decoder/conv0/kernel', 4).shape[3];
  const h = tf.relu(dense(weights, 'decoder/dense', z));
  let x: tf.Tensor4D = tf.reshape(h, [z.shape[0], heights[layers]!, widths[layers]!, deepest]);
  for (let i = 0; i < layers; i++) {
    const size = [heights[layers - 1 - i]!, widths[layers - 1 - i]!] as const;
    x = transposedConvolution({ weights, name: `decoder/conv${i}`, x, size });
    x = i < layers - 1 ? tf.relu(x) : tf.sigmoid(x);
  }
  return x;
}

/** P(z) = E(D(z)), whose fixed points are the learned manifold; [b, d] → [b, d]. */
export function project(vae: Vae, z: tf.Tensor2D): tf.Tensor2D {
  return encode(vae.weights, decode(vae, z));
}
