import { div } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Log = unary({
  op: 'Log',
  number: Math.log,
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => div(dy, x) }) },
});
