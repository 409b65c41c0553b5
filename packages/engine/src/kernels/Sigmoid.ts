import { mul, sub } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** 1/(1 + exp(−x)). */
export const Sigmoid = unary({
  op: 'Sigmoid',
  number: (x) => 1 / (1 + Math.exp(-x)),
  gradient: { savesOutput: true, of: (_, dy, y) => ({ x: () => mul(dy, mul(y, sub(1, y))) }) },
});
