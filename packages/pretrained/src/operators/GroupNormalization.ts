import * as tf from '@tensorflow/tfjs-core';
import { floatOf, intOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { affine, normalise } from '../tensors/normalise.js';

/**
 * Each group of channels of each image to mean 0 and variance 1; then scale and bias, by group in opset 18, by channel
 * since 21.
 */
export const GroupNormalization: Operator = {
  run: ({ node, opset, tensor }) => {
    const x = tensor(0);
    const groups = intOf(node, 'num_groups', 1);
    const grouped = tf.reshape(x, [x.shape[0]!, groups, -1]); // [n, g, c/g·h·w]
    const normal = normalise(grouped, [2], floatOf(node, 'epsilon', 1e-5));
    if (opset < 21) return tf.reshape(affine(normal, tensor(1), tensor(2)), x.shape);
    return affine(tf.reshape(normal, x.shape), tensor(1), tensor(2));
  },
};
