import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { axesOf } from '../arrays/axes.js';
import { reshaped } from '../arrays/constant.js';
import { listOf } from '../attributes.js';
import { numbersOf, type Operator } from '../operator.js';

/**
 * Without axes of length 1; the axes are an attribute before opset 13, an input since, and all of them where neither is
 * there.
 */
export const Squeeze: Operator = {
  constants: [1],
  run: (call) =>
    tf.reshape(call.tensor(0), [...target(call.tensor(0).shape, numbersOf(call, 1) ?? listOf(call.node, 'axes'))]),
  fold: ({ node, inputs: [x, axes] }) => [
    reshaped(x!, target(x!.shape, axes === undefined ? listOf(node, 'axes') : [...axes.data])),
  ],
};

function target(shape: Shape, axes: readonly number[] | undefined): Shape {
  if (axes === undefined) return shape.filter((length) => length !== 1);
  const gone = axesOf(axes, shape.length);
  return shape.filter((_, axis) => !gone.includes(axis));
}
