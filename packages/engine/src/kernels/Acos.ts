import { mul, neg, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** arccos x, derivative −1/√(1−x²). */
export const Acos = unary({
  op: 'Acos',
  number: Math.acos,
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => neg(mul(dy, rsqrt(sub(1, square(x))))) }) },
});
