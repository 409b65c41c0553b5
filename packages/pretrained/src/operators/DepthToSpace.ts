import * as tf from '@tensorflow/tfjs-core';
import { intOf, textOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { requireImages } from '../tensors/require-images.js';

/**
 * [n, c·b², h, w] → [n, c, h·b, w·b]: channels become the places of blocks, depth first (DCR) or column first (CRD, as
 * PyTorch's PixelShuffle).
 */
export const DepthToSpace: Operator = {
  run: ({ node, tensor }) => {
    const x = requireImages(tensor(0));
    const block = intOf(node, 'blocksize', 1);
    const [n, depth, h, w] = x.shape;
    const c = depth / block ** 2;
    const byColumn = textOf(node, 'mode', 'DCR') === 'CRD';
    const split = tf.reshape(x, byColumn ? [n, c, block, block, h, w] : [n, block, block, c, h, w]);
    return tf.reshape(tf.transpose(split, byColumn ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]), [
      n,
      c,
      h * block,
      w * block,
    ]);
  },
};
