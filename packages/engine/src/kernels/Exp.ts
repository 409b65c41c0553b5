import { mul } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Exp = unary({
  op: 'Exp',
  number: Math.exp,
  gradient: { savesOutput: true, of: (_, dy, y) => ({ x: () => mul(dy, y) }) },
});
