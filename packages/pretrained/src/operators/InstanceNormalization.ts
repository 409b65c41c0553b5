import { floatOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { affine, axesFrom, normalise } from '../tensors/normalise.js';

/** Each channel of each image to mean 0 and variance 1, then scale and bias by channel; x [n, c, …]. */
export const InstanceNormalization: Operator = {
  run: ({ node, tensor }) => {
    const x = tensor(0);
    return affine(normalise(x, axesFrom(2, x.rank), floatOf(node, 'epsilon', 1e-5)), tensor(1), tensor(2));
  },
};
