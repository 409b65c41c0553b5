import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Add = binary(
  (a, b) => tf.add(a, b),
  (a, b) => a + b,
);
