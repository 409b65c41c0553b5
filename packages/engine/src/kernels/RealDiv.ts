import { div, mul, neg, square } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';
import { isUniform } from '../graph.js';

/** a/b. Quotients by 1 are dropped, quotients of 0 are 0. */
export const RealDiv = binary({
  op: 'Div',
  number: (a, b) => a / b,
  dtype: 'float32',
  simplify: (_, __, a, b) => (isUniform(b, 1) || isUniform(a, 0) ? a : undefined),
  gradient: {
    saves: ['a', 'b'],
    of: (_, dy, a, b) => ({
      a: () => sumTo(div(dy, b), a.shape),
      b: () => sumTo(neg(div(mul(dy, a), square(b))), b.shape),
    }),
  },
});
