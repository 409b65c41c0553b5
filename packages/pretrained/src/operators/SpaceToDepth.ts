import * as tf from '@tensorflow/tfjs-core';
import { intOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { requireImages } from '../tensors/require-images.js';

/** [n, c, h·b, w·b] → [n, b²·c, h, w]: the places of blocks become channels. */
export const SpaceToDepth: Operator = {
  run: ({ node, tensor }) => {
    const x = requireImages(tensor(0));
    const block = intOf(node, 'blocksize', 1);
    const [n, c, height, width] = x.shape;
    const [h, w] = [height / block, width / block];
    const split = tf.reshape(x, [n, c, h, block, w, block]);
    return tf.reshape(tf.transpose(split, [0, 3, 5, 1, 2, 4]), [n, c * block ** 2, h, w]);
  },
};
