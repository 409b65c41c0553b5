import * as tf from '@tensorflow/tfjs-core';
import { axisOf } from '../arrays/axes.js';
import { intOf } from '../attributes.js';
import type { Call } from '../operator.js';
import { axesFrom } from './normalise.js';
import { stopGradient } from './stop-gradient.js';

/**
 * x less its largest number over axes, which keeps exponentials from overflowing and changes no softmax; and the sum of
 * exponentials.
 */
function shifted(x: tf.Tensor, axes: number[]): { readonly below: tf.Tensor; readonly sum: tf.Tensor } {
  const below = tf.sub(x, stopGradient(tf.max(x, axes, true)));
  return { below, sum: tf.sum(tf.exp(below), axes, true) };
}

/** exp x / Σ exp x */
export function softmax(x: tf.Tensor, axes: number[]): tf.Tensor {
  const { below, sum } = shifted(x, axes);
  return tf.div(tf.exp(below), sum);
}

/** log(exp x / Σ exp x) */
export function logSoftmax(x: tf.Tensor, axes: number[]): tf.Tensor {
  const { below, sum } = shifted(x, axes);
  return tf.sub(below, tf.log(sum));
}

/**
 * One axis since opset 13, the last where the node does not say; all from one on before, the second where it does not.
 */
export function softmaxAxes({ node, opset, tensor }: Call): number[] {
  const { rank } = tensor(0);
  const axis = axisOf(intOf(node, 'axis', opset < 13 ? 1 : -1), rank);
  return opset < 13 ? axesFrom(axis, rank) : [axis];
}
