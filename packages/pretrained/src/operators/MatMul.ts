import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';

/** A·B over the last two axes, the others broadcasting; a vector is a row on the left, a column on the right. */
export const MatMul: Operator = {
  run: ({ tensor }) => {
    const [a, b] = [tensor(0), tensor(1)];
    const rows = a.rank === 1 ? tf.reshape(a, [1, -1]) : a;
    const columns = b.rank === 1 ? tf.reshape(b, [-1, 1]) : b;
    const product = tf.matMul(rows, columns);
    if (a.rank > 1 && b.rank > 1) return product;
    const shape = product.shape.filter(
      (_, axis) => !(a.rank === 1 && axis === product.rank - 2) && !(b.rank === 1 && axis === product.rank - 1),
    );
    return tf.reshape(product, shape);
  },
};
