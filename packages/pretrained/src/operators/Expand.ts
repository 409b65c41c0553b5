import * as tf from '@tensorflow/tfjs-core';
import { broadcastShape, broadcastTo } from '../arrays/broadcast.js';
import { requireModestTensor } from '../arrays/constant.js';
import type { Operator } from '../operator.js';

/** x broadcast with a shape: axes that are longer in x stay so. */
export const Expand: Operator = {
  constants: [1],
  run: ({ tensor, constant }) => {
    const x = tensor(0);
    const shape = broadcastShape(x.shape, [...constant(1).data]);
    requireModestTensor(shape);
    return tf.broadcastTo(x, [...shape]);
  },
  fold: ({ inputs: [x, shape] }) => [broadcastTo(x!, broadcastShape(x!.shape, [...shape!.data]))],
};
