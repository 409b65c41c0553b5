import { blank } from '../arrays/constant.js';
import type { Operator } from '../operator.js';

/** start, start + step, … below a limit (above, where the step is negative). */
export const Range: Operator = {
  constants: [0, 1, 2],
  fold: ({ inputs }) => {
    const [start, limit, step] = inputs.map((input) => input!.data[0]!);
    const made = blank(inputs[0]!.type, [Math.max(0, Math.ceil((limit! - start!) / step!))]);
    for (let i = 0; i < made.data.length; i++) made.data[i] = start! + i * step!;
    return [made];
  },
};
