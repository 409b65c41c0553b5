import * as tf from '@tensorflow/tfjs-core';
import { reduction } from '../reduction.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Σx / n over axes. */
export const ReduceMean = reduction({
  run: (x, axes, keepDims) => tf.mean(x, axes, keepDims),
  of: (numbers) => sum(numbers) / numbers.length,
});
