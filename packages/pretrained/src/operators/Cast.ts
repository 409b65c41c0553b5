import * as tf from '@tensorflow/tfjs-core';
import { intOf } from '../attributes.js';
import { elementwise } from '../arrays/broadcast.js';
import type { ElementType, OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';
import { elementType, typeName } from '../parse/element-types.js';

/**
 * The same numbers in another type; every width of floating-point numbers is float32. Towards whole numbers it rounds
 * to 0.
 */
export const Cast: Operator = {
  refuses: (node) =>
    elementType(codeOf(node)) === undefined ? `to ${typeName(codeOf(node))}; export the model in float32` : undefined,
  run: ({ node, tensor }) => {
    const type = typeOf(node);
    const dtype = type === 'float32' || type === 'bool' ? type : 'int32';
    const x = tensor(0);
    return x.dtype === dtype ? x : tf.cast(x, dtype);
  },
  fold: ({ node, inputs: [x] }) => {
    const type = typeOf(node);
    return [elementwise(type, type === 'bool' ? (number) => Number(number !== 0) : (number) => number, x!)];
  },
};

const codeOf = (node: OnnxNode): number => intOf(node, 'to', 0);
const typeOf = (node: OnnxNode): ElementType => elementType(codeOf(node))!; // `refuses` has seen to it
