import { add, div } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/**
 * log(1 + x), exact near 0: with u = 1 + x rounded, log(u)·x/(u − 1), and x where u = 1 (Kahan; Higham 2002, §1.14.1).
 */
export const Log1p = defineKernel({
  ...unary({
    number: Math.log1p,
    gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => div(dy, add(x, 1)) }) },
  }),
  lower: (emit, _, input) => {
    const layout = emit.layoutOf(input);
    const x = emit.read(input, layout);
    const one = emit.scalar(1);
    const u = emit.node('Add', [x, one]);
    const scaled = emit.node('Mul', [emit.node('Log', [u]), emit.node('Div', [x, emit.node('Sub', [u, one])])]);
    return { name: emit.node('Where', [emit.node('Equal', [u, one]), x, scaled]), layout };
  },
});
