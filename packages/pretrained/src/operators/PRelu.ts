import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** x where positive, slope·x elsewhere; the slope broadcasts. */
export const PRelu: Operator = {
  run: (call) => {
    const x = call.tensor(0);
    return tf.sub(tf.relu(x), tf.mul(call.tensor(1), tf.relu(tf.neg(x))));
  },
};
