import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Sub = binary(
  (a, b) => tf.sub(a, b),
  (a, b) => a - b,
);
