import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Sigmoid = unary(
  (x) => tf.sigmoid(x),
  (x) => 1 / (1 + Math.exp(-x)),
);
