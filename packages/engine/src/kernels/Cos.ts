import { mul, neg, sin } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Cos = unary({
  op: 'Cos',
  number: Math.cos,
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => neg(mul(dy, sin(x))) }) },
});
