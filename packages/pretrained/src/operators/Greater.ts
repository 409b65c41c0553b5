import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Greater = binary(
  (a, b) => tf.greater(a, b),
  (a, b) => Number(a > b),
  'bool',
);
