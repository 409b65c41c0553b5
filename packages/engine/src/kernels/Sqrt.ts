import { div, mul } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Sqrt = unary({
  op: 'Sqrt',
  number: Math.sqrt,
  gradient: { savesOutput: true, of: (_, dy, y) => ({ x: () => div(dy, mul(y, 2)) }) },
});
