import { binary, noGradient } from '../elementwise.js';

export const Greater = binary({
  op: 'Greater',
  number: (a, b) => Number(a > b),
  dtype: 'bool',
  gradient: noGradient.binary,
});
