import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const LessOrEqual = binary(
  (a, b) => tf.lessEqual(a, b),
  (a, b) => Number(a <= b),
  'bool',
);
