import * as tf from '@tensorflow/tfjs-core';
import { formatShape, sizeOf, type Shape } from '@latent-paths/core';
import { reshaped } from '../arrays/constant.js';
import { intOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';

/** The same numbers under another shape: 0 keeps an axis's length (unless `allowzero`), −1 is worked out. */
export const Reshape: Operator = {
  constants: [1],
  run: ({ node, tensor, constant }) => {
    const x = tensor(0);
    return tf.reshape(x, [...target(node, x.shape, [...constant(1).data])]);
  },
  fold: ({ node, inputs: [x, shape] }) => [reshaped(x!, target(node, x!.shape, [...shape!.data]))],
};

function target(node: OnnxNode, from: Shape, asked: readonly number[]): Shape {
  const keepsZero = intOf(node, 'allowzero', 0) === 1;
  const known = asked.map((length, axis) => (length === 0 && !keepsZero ? from[axis]! : length));
  const rest = known.filter((length) => length !== -1).reduce((product, length) => product * length, 1);
  const shape = known.map((length) => (length === -1 ? sizeOf(from) / rest : length));
  if (sizeOf(shape) === sizeOf(from) && shape.every((length) => Number.isInteger(length))) return shape;
  throw new Error(
    `expected a shape for the ${sizeOf(from)} numbers of ${formatShape(from)}, got ${formatShape(asked)}; export ` +
      'with a dynamic batch, and feed images of the size that it was exported for',
  );
}
