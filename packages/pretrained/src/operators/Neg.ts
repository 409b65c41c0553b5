import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Neg = unary(
  (x) => tf.neg(x),
  (x) => -x,
);
