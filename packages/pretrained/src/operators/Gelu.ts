import * as tf from '@tensorflow/tfjs-core';
import { textOf } from '../attributes.js';
import type { Operator } from '../operator.js';

/** x·Φ(x), Φ the normal distribution; or its approximation ½x·(1 + tanh(√(2/π)·(x + 0.044715x³))). */
export const Gelu: Operator = {
  run: ({ node, tensor }) => {
    const x = tensor(0);
    const inner = textOf(node, 'approximate', 'none') === 'tanh' ? tf.tanh(cubic(x)) : tf.erf(tf.mul(x, Math.SQRT1_2));
    return tf.mul(tf.mul(x, 0.5), tf.add(inner, 1));
  },
};

function cubic(x: tf.Tensor): tf.Tensor {
  const bent = tf.mul(tf.mul(x, tf.square(x)), 0.044715);
  return tf.mul(tf.add(x, bent), Math.sqrt(2 / Math.PI));
}
