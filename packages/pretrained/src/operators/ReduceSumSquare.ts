import * as tf from '@tensorflow/tfjs-core';
import { reduction } from '../reduction.js';

/** Σx² over axes. */
export const ReduceSumSquare = reduction({
  each: (x) => tf.square(x),
  run: (x, axes, keepDims) => tf.sum(x, axes, keepDims),
  of: (numbers) => numbers.reduce((sum, x) => sum + x * x, 0),
});
