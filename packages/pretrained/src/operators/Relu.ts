import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Relu = unary(
  (x) => tf.relu(x),
  (x) => Math.max(x, 0),
);
