import { binary } from '../elementwise.js';

export const LogicalAnd = binary({ op: 'And', number: (a, b) => Number(a !== 0 && b !== 0), dtype: 'bool' });
