import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** The sign of x; it sends no gradient back. */
export const Sign = unary((x) => tf.sign(x), Math.sign);
