import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** x·tanh(log(1 + exp x)) */
export const Mish: Operator = {
  run: (call) => {
    const x = call.tensor(0);
    return tf.mul(x, tf.tanh(tf.softplus(x)));
  },
};
