import { binary, sumTo } from '../elementwise.js';
import { isUniform } from '../graph.js';
import { addBias } from '../bias.js';
import { defineKernel } from '../kernel.js';

/** a + b. A bias added to a convolution becomes the convolution's own. */
export const Add = defineKernel({
  ...binary({
    op: 'Add',
    number: (a, b) => a + b,
    simplify: (_, __, a, b) => (isUniform(b, 0) ? a : isUniform(a, 0) ? b : undefined),
    gradient: {
      saves: ['a', 'b'],
      of: (_, dy, a, b) => ({ a: () => sumTo(dy, a.shape), b: () => sumTo(dy, b.shape) }),
    },
  }),
  lower: (emit, node, a, b) =>
    addBias(emit, a, b) ?? addBias(emit, b, a) ?? emit.elementwise('Add', node.outputs[0]!, [a, b]),
});
