import { mul, neg, square } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** 1/x. */
export const Reciprocal = unary({
  op: 'Reciprocal',
  number: (x) => 1 / x,
  gradient: { savesOutput: true, of: (_, dy, y) => ({ x: () => neg(mul(dy, square(y))) }) },
});
