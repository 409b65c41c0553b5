import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Reciprocal = unary(
  (x) => tf.reciprocal(x),
  (x) => 1 / x,
);
