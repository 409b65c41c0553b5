import { div, mul } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/** 1/√x, derivative −½·y/x. */
export const Rsqrt = defineKernel({
  ...unary({
    number: (x) => 1 / Math.sqrt(x),
    gradient: { saves: ['x'], savesOutput: true, of: (_, dy, x, y) => ({ x: () => mul(dy, div(mul(y, -0.5), x)) }) },
  }),
  lower: (emit, _, x) => {
    const layout = emit.layoutOf(x);
    return { name: emit.node('Reciprocal', [emit.node('Sqrt', [emit.read(x, layout)])]), layout };
  },
});
