import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { axesOf } from '../arrays/axes.js';
import { reshaped } from '../arrays/constant.js';
import { listOf } from '../attributes.js';
import { numbersOf, type Operator } from '../operator.js';

/** With axes of length 1, which are counted in the result; an attribute before opset 13, an input since. */
export const Unsqueeze: Operator = {
  constants: [1],
  run: (call) =>
    tf.reshape(call.tensor(0), [
      ...target(call.tensor(0).shape, numbersOf(call, 1) ?? listOf(call.node, 'axes') ?? []),
    ]),
  fold: ({ node, inputs: [x, axes] }) => [
    reshaped(x!, target(x!.shape, axes === undefined ? (listOf(node, 'axes') ?? []) : [...axes.data])),
  ],
};

function target(shape: Shape, axes: readonly number[]): Shape {
  const rank = shape.length + axes.length;
  const added = axesOf(axes, rank);
  const rest = [...shape];
  return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : rest.shift()!));
}
