import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type Shape } from '@latent-paths/core';
import { reshaped } from '../arrays/constant.js';
import { intOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';

/** [a, b, c, …] → [a·b…, c·…]: two axes, split before `axis`. */
export const Flatten: Operator = {
  run: ({ node, tensor }) => tf.reshape(tensor(0), [...target(node, tensor(0).shape)]),
  fold: ({ node, inputs: [x] }) => [reshaped(x!, target(node, x!.shape))],
};

function target(node: OnnxNode, shape: Shape): Shape {
  const axis = intOf(node, 'axis', 1);
  const before = sizeOf(shape.slice(0, axis < 0 ? axis + shape.length : axis));
  return [before, sizeOf(shape) / before];
}
