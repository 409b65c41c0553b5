import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Equal = binary(
  (a, b) => tf.equal(a, b),
  (a, b) => Number(a === b),
  'bool',
);
