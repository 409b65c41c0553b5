import { neg } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';
import { isUniform } from '../graph.js';

/** a − b. */
export const Sub = binary({
  op: 'Sub',
  number: (a, b) => a - b,
  simplify: (_, graph, a, b) => (isUniform(b, 0) ? a : isUniform(a, 0) ? graph.one('Neg', {}, b) : undefined),
  gradient: {
    saves: ['a', 'b'],
    of: (_, dy, a, b) => ({ a: () => sumTo(dy, a.shape), b: () => neg(sumTo(dy, b.shape)) }),
  },
});
