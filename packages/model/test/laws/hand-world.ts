import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { Weights } from '../../src/index.js';
import { toTensors } from '../support.js';

/** P halves a latent, and D shows its numbers as an image of one pixel: what worked examples are computed in. */
export const handWorld = {
  project: (z: tf.Tensor2D): tf.Tensor2D => tf.mul(0.5, z),
  decode: (z: tf.Tensor2D): tf.Tensor4D => tf.reshape(z, [-1, 1, 1, z.shape[1]]),
  encode: (x: tf.Tensor4D): tf.Tensor2D => tf.reshape(x, [x.shape[0], -1]),
};

/** The weights of a network that answers one number whatever it sees: all are 0 but the last bias. */
export function answering(initial: NamedArrays, answer: number): Weights {
  return Object.fromEntries(
    Object.entries(toTensors(initial)).map(([name, { shape }]) => [
      name,
      tf.fill(shape, name === 'output/bias' ? answer : 0),
    ]),
  );
}
