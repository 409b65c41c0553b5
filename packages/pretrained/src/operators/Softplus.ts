import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** log(1 + exp x) */
export const Softplus: Operator = { run: (call) => tf.softplus(call.tensor(0)) };
