import { mul, square, sub } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Tanh = unary({
  op: 'Tanh',
  number: Math.tanh,
  gradient: { savesOutput: true, of: (_, dy, y) => ({ x: () => mul(dy, sub(1, square(y))) }) },
});
