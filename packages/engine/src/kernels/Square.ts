import { mul } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/** x². */
export const Square = defineKernel({
  ...unary({
    number: (x) => x * x,
    gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => mul(dy, mul(x, 2)) }) },
  }),
  lower: (emit, node, x) => emit.elementwise('Mul', node.outputs[0]!, [x, x]),
});
