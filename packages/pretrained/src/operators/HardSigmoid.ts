import * as tf from '@tensorflow/tfjs-core';
import { floatOf } from '../attributes.js';
import type { Operator } from '../operator.js';

/** αx + β within 0 and 1. */
export const HardSigmoid: Operator = {
  run: ({ node, tensor }) => {
    const line = tf.add(tf.mul(tensor(0), floatOf(node, 'alpha', 0.2)), floatOf(node, 'beta', 0.5));
    return tf.clipByValue(line, 0, 1);
  },
};
