import { noGradient, unary } from '../elementwise.js';

export const IsNan = unary({
  op: 'IsNaN',
  number: (x) => Number(Number.isNaN(x)),
  dtype: 'bool',
  gradient: noGradient.unary,
});
