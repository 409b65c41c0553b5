import { intOf, listOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { alongAxis, axisMatrix, type AxisMatrix } from '../tensors/along-axis.js';
import { requireImages } from '../tensors/require-images.js';
import { windowsOf, type Window } from '../tensors/windows.js';

/**
 * The mean of each window, [n, c, h, w] → [n, c, h′, w′], with the places of pads counted or not: products with two
 * constant matrices.
 */
export const AveragePool: Operator = {
  refuses: (node) =>
    listOf(node, 'kernel_shape')?.length === 2
      ? undefined
      : 'over other than two axes; only networks of pictures are computed',
  run: ({ node, tensor }) => {
    const x = requireImages(tensor(0));
    const countsPads = intOf(node, 'count_include_pad', 0) === 1;
    const dilations = listOf(node, 'dilations');
    const [rows, columns] = windowsOf(node, {
      sizes: listOf(node, 'kernel_shape') ?? [],
      ...(dilations && { dilations }),
      lengths: x.shape.slice(2),
    });
    const [height, width] = [x.shape[2], x.shape[3]];
    return alongAxis(alongAxis(x, meansOf(height, rows, countsPads), 2), meansOf(width, columns, countsPads), 3);
  },
};

/** Places beyond the pads are not counted; the last window reaches there where lengths are rounded up. */
function meansOf(
  length: number,
  { size, stride, dilation, before, after, count }: Window,
  countsPads: boolean,
): AxisMatrix {
  return axisMatrix(count, length, (add, row) => {
    const places = Array.from({ length: size }, (_, tap) => row * stride - before + tap * dilation);
    const real = places.filter((place) => place >= 0 && place < length);
    const counted = countsPads ? places.filter((place) => place < length + after) : real;
    for (const place of real) add(place, 1 / counted.length);
  });
}
