import { blank } from '../arrays/constant.js';
import { constantOf } from '../attributes.js';
import type { Operator } from '../operator.js';

/** One number in every place of a shape: 0 where the node does not say. */
export const ConstantOfShape: Operator = {
  constants: [0],
  fold: ({ node, inputs: [shape] }) => {
    const value = constantOf(node, 'value');
    const made = blank(value?.type ?? 'float32', [...shape!.data]);
    made.data.fill(value?.data[0] ?? 0);
    return [made];
  },
};
