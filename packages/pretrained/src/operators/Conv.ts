import * as tf from '@tensorflow/tfjs-core';
import { blocksOf } from '../arrays/block-filters.js';
import { intOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { channelsFirst, channelsLast } from '../tensors/images.js';
import { requireImages } from '../tensors/require-images.js';
import { windowsOf } from '../tensors/windows.js';
import { byBlocks, prepareFilters } from '../filters.js';

/** Correlation of images [n, c, h, w] with filters [o, c/groups, kh, kw], plus a bias [o]. */
export const Conv: Operator = {
  prepared: [1, 2],
  prepare: prepareFilters,
  run: (call) => {
    const x = requireImages(call.tensor(0));
    const sizes = call.weight('filter0').shape.slice(0, 2); // dilated already
    const [rows, columns] = windowsOf(call.node, { sizes, lengths: x.shape.slice(2) });
    const pad: tf.backend_util.ExplicitPadding = [
      [0, 0],
      [rows.before, rows.after],
      [columns.before, columns.after],
      [0, 0],
    ];
    const convolve = (part: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.conv2d(part, filter, [rows.stride, columns.stride], pad);
    return channelsFirst(byBlocks(call, channelsLast(x), blocksOf(intOf(call.node, 'group', 1)), convolve));
  },
};
