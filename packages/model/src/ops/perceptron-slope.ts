import * as tf from '@tensorflow/tfjs-core';
import { weight, type Weights } from '../weights.js';
import { dense } from './dense.js';

export interface PerceptronSlopeOptions {
  /** As those of `perceptron`, with one output. */
  readonly weights: Weights;
  /** Number of hidden layers. */
  readonly hidden: number;
  /** Of the leaky ReLU, left of 0. */
  readonly slope: number;
  /** [b, n] */
  readonly x: tf.Tensor2D;
}

/**
 * ∇ₓC(x) of a perceptron C with leaky ReLU and one output, [b, n] → [b, n], as a formula of its weights:
 * W₁S₁W₂S₂…w, S_i the slopes of layer i at x, 1 or `slope`.
 *
 * So its gradient by the weights needs first derivatives alone. The slopes are constant but at the kinks, where no
 * derivative is.
 */
export function perceptronSlope({ weights, hidden, slope, x }: PerceptronSlopeOptions): tf.Tensor2D {
  const slopes: tf.Tensor2D[] = [];
  let h = x;
  for (let i = 0; i < hidden; i++) {
    const before = dense(weights, `hidden${i}`, h);
    slopes.push(tf.step(before, slope));
    h = tf.leakyRelu(before, slope);
  }
  // [1, m], and from the first product on [b, m]
  let back: tf.Tensor2D = tf.transpose(weight(weights, 'output/kernel', 2));
  for (let i = hidden - 1; i >= 0; i--)
    back = tf.matMul(tf.mul(back, slopes[i]!), weight(weights, `hidden${i}/kernel`, 2), false, true);
  return back;
}
