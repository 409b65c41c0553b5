import * as tf from '@tensorflow/tfjs-core';
import { reduction } from '../reduction.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Σx over axes. */
export const ReduceSum = reduction({ run: (x, axes, keepDims) => tf.sum(x, axes, keepDims), of: sum });
