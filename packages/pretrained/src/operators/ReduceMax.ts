import * as tf from '@tensorflow/tfjs-core';
import { reduction } from '../reduction.js';

/** max x over axes. */
export const ReduceMax = reduction({
  run: (x, axes, keepDims) => tf.max(x, axes, keepDims),
  of: (numbers) => numbers.reduce((a, b) => Math.max(a, b)),
});
