import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const And = binary(
  (a, b) => tf.logicalAnd(a, b),
  (a, b) => Number(a !== 0 && b !== 0),
  'bool',
);
