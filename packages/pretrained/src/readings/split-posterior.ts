import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../tensors/take.js';
import type { Split } from './reading.js';

export interface Halved {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

/** Takes mean and logarithm of the variance out of one tensor, along an axis of even length. @throws if it is odd */
export function splitPosterior(whole: tf.Tensor, split: Split, axis: number): Halved {
  const length = whole.shape[axis]!;
  if (length % 2 !== 0)
    throw new Error(
      `posterior: expected an even number of numbers to take by ${split}, got ${length}; try posterior: mean`,
    );
  const half = length / 2;
  if (split === 'interleaved') {
    const pairs = tf.reshape(whole, [...whole.shape.slice(0, axis), half, 2, ...whole.shape.slice(axis + 1)]);
    const one = (place: 0 | 1) => tf.reshape(sliceAxis(pairs, axis + 1, place, 1), whole.shape.with(axis, half));
    return { mean: one(0), logVariance: one(1) };
  }
  const [first, second] = [sliceAxis(whole, axis, 0, half), sliceAxis(whole, axis, half, half)];
  return split === 'halves' ? { mean: first, logVariance: second } : { mean: second, logVariance: first };
}
