import { mul, sub } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/** (a − b)². TensorFlow.js's own gradient does not broadcast. */
export const SquaredDifference = defineKernel({
  ...binary({
    number: (a, b) => (a - b) ** 2,
    simplify: (_, graph, a, b) => graph.one('Square', {}, graph.one('Sub', {}, a, b)),
    gradient: {
      saves: ['a', 'b'],
      of: (_, dy, a, b) => ({
        a: () => sumTo(mul(dy, mul(sub(a, b), 2)), a.shape),
        b: () => sumTo(mul(dy, mul(sub(b, a), 2)), b.shape),
      }),
    },
  }),
});
