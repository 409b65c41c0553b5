import * as tf from '@tensorflow/tfjs-core';
import { transposed } from '../arrays/arrange.js';
import { listOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';

/** Axis i of the result is axis perm[i] of x; reversed where the node does not say. */
export const Transpose: Operator = {
  run: ({ node, tensor }) => tf.transpose(tensor(0), permutation(node, tensor(0).rank)),
  fold: ({ node, inputs: [x] }) => [transposed(x!, permutation(node, x!.shape.length))],
};

function permutation(node: OnnxNode, rank: number): number[] {
  return [...(listOf(node, 'perm') ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis))];
}
