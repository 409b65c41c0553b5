import * as tf from '@tensorflow/tfjs-core';
import { reduction } from '../reduction.js';

/** √Σx² over axes. */
export const ReduceL2 = reduction({
  each: (x) => tf.square(x),
  run: (x, axes, keepDims) => tf.sum(x, axes, keepDims),
  after: (x) => tf.sqrt(x),
  of: (numbers) => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0)),
});
