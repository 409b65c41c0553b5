import * as tf from '@tensorflow/tfjs-core';
import { reduction } from '../reduction.js';

/** min x over axes. */
export const ReduceMin = reduction({
  run: (x, axes, keepDims) => tf.min(x, axes, keepDims),
  of: (numbers) => numbers.reduce((a, b) => Math.min(a, b)),
});
