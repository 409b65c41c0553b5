import * as tf from '@tensorflow/tfjs-core';
import { concatenated } from '../arrays/arrange.js';
import { requireModest, requireModestTensor } from '../arrays/constant.js';
import type { Operator } from '../operator.js';

/** x repeated along its axes. */
export const Tile: Operator = {
  constants: [1],
  run: ({ tensor, constant }) => {
    const [x, repeats] = [tensor(0), [...constant(1).data]];
    requireModestTensor(x.shape.map((length, axis) => length * repeats[axis]!));
    return tf.tile(x, repeats);
  },
  fold: ({ inputs: [x, repeats] }) => {
    requireModest(x!.shape.map((length, axis) => length * repeats!.data[axis]!));
    return [
      [...repeats!.data].reduce(
        (tiled, times, axis) => concatenated(new Array<typeof tiled>(times).fill(tiled), axis),
        x!,
      ),
    ];
  },
};
