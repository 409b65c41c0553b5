import * as tf from '@tensorflow/tfjs-core';
import { concatenated } from '../arrays/arrange.js';
import { axisOf } from '../arrays/axes.js';
import { intOf } from '../attributes.js';
import type { Operator } from '../operator.js';

/** Tensors one after the other along an axis. */
export const Concat: Operator = {
  run: ({ node, count, tensor }) =>
    tf.concat(
      Array.from({ length: count }, (_, i) => tensor(i)),
      intOf(node, 'axis', 0),
    ),
  fold: ({ node, inputs }) => [
    concatenated(
      inputs.map((input) => input!),
      axisOf(intOf(node, 'axis', 0), inputs[0]!.shape.length),
    ),
  ],
};
