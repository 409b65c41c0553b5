import { add, div, square } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** arctan x, derivative 1/(1+x²). */
export const Atan = unary({
  op: 'Atan',
  number: Math.atan,
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => div(dy, add(square(x), 1)) }) },
});
