import * as tf from '@tensorflow/tfjs-core';
import type { Key, NamedArrays } from '@latent-paths/core';
import { z } from 'zod';
import { glorotDeviation, heDeviation, initialLayer } from '../initial.js';
import { featureSizes, type ImageShape } from '../vae.js';
import { countLayers, type Weights } from '../weights.js';
import { convolution, KERNEL_SIZE } from './convolution.js';
import { dense } from './dense.js';

const SLOPE = 0.2;

/** The parameter of a loss that says how large such a network is. */
export const imageScoreChannels = z
  .array(z.int().positive())
  .min(1)
  .default([16, 32, 64])
  .describe('channels after each convolution of stride 2 of C');

/**
 * A number for an image: 4×4 convolutions of stride 2 `conv0`, `conv1`, … with leaky ReLU, flattened, dense `output`; x
 * [b, h, w, c] → [b, 1].
 */
export function imageScore(weights: Weights, x: tf.Tensor4D): tf.Tensor2D {
  let h = x;
  for (let i = 0; i < countLayers(weights, 'conv'); i++) h = tf.leakyRelu(convolution(weights, `conv${i}`, h), SLOPE);
  return dense(weights, 'output', tf.reshape(h, [x.shape[0], -1]));
}

export interface InitialImageScoreOptions {
  readonly imageShape: ImageShape;
  /** After each convolution. */
  readonly channels: readonly number[];
  readonly key: Key;
}

/** Its weights at the start: He's deviation in the convolutions, Glorot's in the last layer; biases 0. */
export function initialImageScore({
  imageShape: [height, width, colours],
  channels,
  key,
}: InitialImageScoreOptions): NamedArrays {
  const convolutions = channels.map((k, i) => {
    const c = channels[i - 1] ?? colours;
    return initialLayer({
      name: `conv${i}`,
      shape: [KERNEL_SIZE, KERNEL_SIZE, c, k],
      outputs: k,
      deviation: heDeviation(KERNEL_SIZE ** 2 * c),
      key,
    });
  });
  const side = (size: number) => featureSizes(size, channels.length).at(-1)!; // has one size more than layers
  const features = side(height) * side(width) * channels.at(-1)!; // the schema asks for at least one
  const output = initialLayer({
    name: 'output',
    shape: [features, 1],
    outputs: 1,
    deviation: glorotDeviation(features, 1),
    key,
  });
  return Object.assign({}, ...convolutions, output);
}
