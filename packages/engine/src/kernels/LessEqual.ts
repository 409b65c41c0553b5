import { binary, noGradient } from '../elementwise.js';

export const LessEqual = binary({
  op: 'LessOrEqual',
  number: (a, b) => Number(a <= b),
  dtype: 'bool',
  gradient: noGradient.binary,
});
