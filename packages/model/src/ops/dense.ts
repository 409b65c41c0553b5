import * as tf from '@tensorflow/tfjs-core';
import { weight, type Weights } from '../weights.js';

/** Fully connected layer x·W + c, W = `name/kernel` [n, m], c = `name/bias` [m]; x [b, n] → [b, m]. */
export function dense(weights: Weights, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.matMul(x, weight(weights, `${name}/kernel`, 2)), weight(weights, `${name}/bias`, 1));
}
