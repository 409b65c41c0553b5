import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const GreaterOrEqual = binary(
  (a, b) => tf.greaterEqual(a, b),
  (a, b) => Number(a >= b),
  'bool',
);
