import { binary, noGradient } from '../elementwise.js';

export const GreaterEqual = binary({
  op: 'GreaterOrEqual',
  number: (a, b) => Number(a >= b),
  dtype: 'bool',
  gradient: noGradient.binary,
});
