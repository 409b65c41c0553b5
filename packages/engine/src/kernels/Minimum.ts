import { cast, greater, lessEqual, mul } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';

/**
 * The min of a and b; where they are equal, a receives the gradient. TensorFlow.js's own gradient does not broadcast.
 */
export const Minimum = binary({
  op: 'Min',
  number: Math.min,
  gradient: {
    saves: ['a', 'b'],
    of: (_, dy, a, b) => ({
      a: () => sumTo(mul(dy, cast(lessEqual(a, b), 'float32')), a.shape),
      b: () => sumTo(mul(dy, cast(greater(a, b), 'float32')), b.shape),
    }),
  },
});
