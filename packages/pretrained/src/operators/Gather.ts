import * as tf from '@tensorflow/tfjs-core';
import { gathered } from '../arrays/arrange.js';
import { axisOf } from '../arrays/axes.js';
import { intOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { take } from '../tensors/take.js';

/** Slices of x along an axis, by indices that are known; their shape replaces the axis. */
export const Gather: Operator = {
  constants: [1],
  run: ({ node, tensor, constant }) => {
    const x = tensor(0);
    const axis = axisOf(intOf(node, 'axis', 0), x.rank);
    const { shape, data } = constant(1);
    const length = x.shape[axis]!;
    const taken = take(
      x,
      [...data].map((index) => (index < 0 ? index + length : index)),
      axis,
    );
    return tf.reshape(taken, x.shape.toSpliced(axis, 1, ...shape));
  },
  fold: ({ node, inputs: [x, indices] }) => [gathered(x!, indices!, axisOf(intOf(node, 'axis', 0), x!.shape.length))],
};
