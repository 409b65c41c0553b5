import { binary, noGradient } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

export const NotEqual = defineKernel({
  ...binary({ number: (a, b) => Number(a !== b), dtype: 'bool', gradient: noGradient.binary }),
  lower: (emit, node, a, b) => {
    const equal = emit.elementwise('Equal', node.outputs[0]!, [a, b]);
    return typeof equal === 'string' ? emit.node('Not', [equal]) : { ...equal, name: emit.node('Not', [equal.name]) };
  },
});
