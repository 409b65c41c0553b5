import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Less = binary(
  (a, b) => tf.less(a, b),
  (a, b) => Number(a < b),
  'bool',
);
