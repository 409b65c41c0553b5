import * as tf from '@tensorflow/tfjs-core';
import { floatOf } from '../attributes.js';
import type { Operator } from '../operator.js';

/** x where positive, αx elsewhere; α is 0.01 where the node does not say. */
export const LeakyRelu: Operator = { run: (call) => tf.leakyRelu(call.tensor(0), floatOf(call.node, 'alpha', 0.01)) };
