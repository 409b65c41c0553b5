import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

/** a / b; whole numbers are cut towards 0. */
export const Div = binary(
  (a, b) => tf.div(a, b),
  (a, b) => a / b,
);
