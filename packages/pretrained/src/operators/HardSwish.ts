import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** x·(x/6 + ½ within 0 and 1) */
export const HardSwish: Operator = {
  run: ({ tensor }) => {
    const x = tensor(0);
    return tf.mul(x, tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1));
  },
};
