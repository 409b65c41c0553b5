import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** x / (1 + |x|) */
export const Softsign: Operator = {
  run: (call) => {
    const x = call.tensor(0);
    return tf.div(x, tf.add(tf.abs(x), 1));
  },
};
