import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** The sign of x; its gradient is 0. */
export const Sign = unary((x) => tf.sign(x), Math.sign);
