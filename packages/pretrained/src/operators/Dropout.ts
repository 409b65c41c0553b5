import type { Operator } from '../operator.js';

/** x: after training, dropout changes nothing. */
export const Dropout: Operator = {
  constants: [1, 2],
  refuses: ({ outputs }) =>
    outputs[1] ? 'its mask is read, which only training has; export with model.eval()' : undefined,
  run: (call) => {
    if (call.has(2) && call.constant(2).data[0] !== 0)
      throw new Error('expected training_mode to be false, got true; export with model.eval()');
    return call.tensor(0);
  },
};
