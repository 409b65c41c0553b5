import { unary } from '../elementwise.js';

export const LogicalNot = unary({ op: 'Not', number: (x) => Number(x === 0), dtype: 'bool' });
