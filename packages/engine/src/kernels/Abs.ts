import { mul, sign } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** |x|; its derivative at 0 is taken as 0. */
export const Abs = unary({
  op: 'Abs',
  number: Math.abs,
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => mul(dy, sign(x)) }) },
});
