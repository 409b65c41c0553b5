import type { Operator } from '../operator.js';

export const Identity: Operator = {
  run: ({ tensor }) => tensor(0),
  fold: ({ inputs: [x] }) => [x!],
};
