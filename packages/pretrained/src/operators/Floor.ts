import { elementwise } from '../arrays/broadcast.js';
import type { Operator } from '../operator.js';

/** Of numbers that are known, as sizes are: it has no gradient. */
export const Floor: Operator = {
  constants: [0],
  fold: ({ inputs: [x] }) => [elementwise(x!.type, Math.floor, x!)],
};
