import { cast, greaterEqual, less, mul } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';

/**
 * The max of a and b; where they are equal, a receives the gradient. TensorFlow.js's own gradient does not broadcast.
 */
export const Maximum = binary({
  op: 'Max',
  number: Math.max,
  gradient: {
    saves: ['a', 'b'],
    of: (_, dy, a, b) => ({
      a: () => sumTo(mul(dy, cast(greaterEqual(a, b), 'float32')), a.shape),
      b: () => sumTo(mul(dy, cast(less(a, b), 'float32')), b.shape),
    }),
  },
});
