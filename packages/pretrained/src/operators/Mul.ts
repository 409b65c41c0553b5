import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

export const Mul = binary(
  (a, b) => tf.mul(a, b),
  (a, b) => a * b,
);
