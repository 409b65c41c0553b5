import { mul } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';
import { isUniform } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { gatedInput } from '../silu.js';

/** a·b. Products with 1 are dropped, products with 0 are 0. x·sigmoid(x) is ONNX Runtime's QuickGelu where nothing else reads the sigmoid. */
export const Multiply = defineKernel({
  ...binary({
    op: 'Mul',
    number: (a, b) => a * b,
    simplify: (_, __, a, b) => (isUniform(b, 1) || isUniform(a, 0) ? a : isUniform(a, 1) || isUniform(b, 0) ? b : undefined),
    gradient: {
      saves: ['a', 'b'],
      of: (_, dy, a, b) => ({ a: () => sumTo(mul(dy, b), a.shape), b: () => sumTo(mul(dy, a), b.shape) }),
    },
  }),
  lower: (emit, node, a, b) => {
    const gated = gatedInput(emit, a, b) ?? gatedInput(emit, b, a);
    if (gated === undefined) return emit.elementwise('Mul', node.outputs[0]!, [a, b]);
    return emit.elementwise('QuickGelu', node.outputs[0]!, [gated], { attributes: { alpha: { float: 1 } }, domain: 'com.microsoft' });
  },
});
