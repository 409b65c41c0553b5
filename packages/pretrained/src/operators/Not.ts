import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Not = unary(
  (x) => tf.logicalNot(x),
  (x) => Number(x === 0),
);
