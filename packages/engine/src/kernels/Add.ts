import { addBias } from '../bias.js';
import { binary, sumTo } from '../elementwise.js';
import { isUniform } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { siluGradient } from '../silu.js';

/** a + b. A bias added to a convolution becomes the convolution's own. */
export const Add = defineKernel({
  ...binary({
    number: (a, b) => a + b,
    simplify: (_, graph, a, b) => (isUniform(b, 0) ? a : isUniform(a, 0) ? b : siluGradient(graph, a, b)),
    gradient: {
      saves: ['a', 'b'],
      of: (_, dy, a, b) => ({ a: () => sumTo(dy, a.shape), b: () => sumTo(dy, b.shape) }),
    },
  }),
  lower: (emit, node, a, b) =>
    addBias(emit, a, b) ?? addBias(emit, b, a) ?? emit.elementwise('Add', node.outputs[0]!, [a, b]),
});
