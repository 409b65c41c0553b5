import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** The error function, of which GELU is made. */
export const Erf: Operator = { run: (call) => tf.erf(call.tensor(0)) };
