import { binary, noGradient } from '../elementwise.js';

export const Equal = binary({
  op: 'Equal',
  number: (a, b) => Number(a === b),
  dtype: 'bool',
  gradient: noGradient.binary,
});
