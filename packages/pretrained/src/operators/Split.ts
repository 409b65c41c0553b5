import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { cutOut } from '../arrays/arrange.js';
import { axisOf } from '../arrays/axes.js';
import { intOf, listOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import { numbersOf, type Operator } from '../operator.js';

/**
 * The parts of x along an axis: of sizes that an attribute (before opset 13) or an input says, or of equal ones, the
 * last perhaps smaller.
 */
export const Split: Operator = {
  constants: [1],
  run: (call) => {
    const x = call.tensor(0);
    const axis = axisOf(intOf(call.node, 'axis', 0), x.rank);
    return tf.split(x, sizesOf(call.node, x.shape[axis]!, numbersOf(call, 1)), axis);
  },
  fold: ({ node, inputs: [x, given] }) => {
    const axis = axisOf(intOf(node, 'axis', 0), x!.shape.length);
    const sizes = sizesOf(node, x!.shape[axis]!, given && [...given.data]);
    return sizes.map((size, i) => cutOut(x!, cutsOf(x!.shape, axis, { start: sum(sizes.slice(0, i)), count: size })));
  },
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function sizesOf(node: OnnxNode, length: number, given: readonly number[] | undefined): number[] {
  const sizes = given ?? listOf(node, 'split');
  if (sizes !== undefined) return [...sizes];
  const parts = intOf(node, 'num_outputs', node.outputs.length);
  const size = Math.ceil(length / parts);
  return Array.from({ length: parts }, (_, i) => Math.min(size, length - i * size));
}

function cutsOf(shape: Shape, along: number, part: { readonly start: number; readonly count: number }) {
  return shape.map((count, axis) => (axis === along ? { ...part, step: 1 } : { start: 0, count, step: 1 }));
}
