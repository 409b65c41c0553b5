import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Or = binary(
  (a, b) => tf.logicalOr(a, b),
  (a, b) => Number(a !== 0 || b !== 0),
  'bool',
);
