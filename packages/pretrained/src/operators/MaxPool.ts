import * as tf from '@tensorflow/tfjs-core';
import { listOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { everyNth } from '../tensors/every-nth.js';
import { requireImages } from '../tensors/require-images.js';
import { windowsOf, type Window } from '../tensors/windows.js';

/**
 * The largest number in each window, [n, c, h, w] → [n, c, h′, w′]: first along rows, then along columns, as maxima of
 * shifted images. Where several are equal, one alone receives the gradient.
 */
export const MaxPool: Operator = {
  refuses: (node) => {
    if (node.outputs[1]) return 'its indices are read; export without return_indices';
    return listOf(node, 'kernel_shape')?.length === 2
      ? undefined
      : 'over other than two axes; only networks of pictures are computed';
  },
  run: ({ node, tensor }) => {
    const x = requireImages(tensor(0));
    const dilations = listOf(node, 'dilations');
    const [rows, columns] = windowsOf(node, {
      sizes: listOf(node, 'kernel_shape') ?? [],
      ...(dilations && { dilations }),
      lengths: x.shape.slice(2),
    });
    return largestAlong(largestAlong(x, 2, rows), 3, columns);
  },
};

function largestAlong(x: tf.Tensor, axis: number, { size, stride, dilation, before, count }: Window): tf.Tensor {
  const needed = (size - 1) * dilation + stride * count; // as far as strided slices reach
  const after = Math.max(0, needed - before - x.shape[axis]!);
  const pads = x.shape.map((_, i): [number, number] => (i === axis ? [before, after] : [0, 0]));
  const padded = before + after === 0 ? x : tf.pad(x, pads, -Infinity);
  const shifted = Array.from({ length: size }, (_, tap) =>
    everyNth(padded, axis, { start: tap * dilation, step: stride, count }),
  );
  return shifted.reduce((a, b) => tf.maximum(a, b));
}
