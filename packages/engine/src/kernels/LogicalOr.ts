import { binary } from '../elementwise.js';

export const LogicalOr = binary({ op: 'Or', number: (a, b) => Number(a !== 0 || b !== 0), dtype: 'bool' });
