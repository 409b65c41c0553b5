import { cos, mul } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Sin = unary({
  op: 'Sin',
  number: Math.sin,
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => mul(dy, cos(x)) }) },
});
