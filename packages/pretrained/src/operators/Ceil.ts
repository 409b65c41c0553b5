import { elementwise } from '../arrays/broadcast.js';
import type { Operator } from '../operator.js';

/** Of numbers that are known, as sizes are: it has no gradient. */
export const Ceil: Operator = {
  constants: [0],
  fold: ({ inputs: [x] }) => [elementwise(x!.type, Math.ceil, x!)],
};
