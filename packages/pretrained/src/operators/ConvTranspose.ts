import * as tf from '@tensorflow/tfjs-core';
import { blocksOf } from '../arrays/block-filters.js';
import { intOf, listOf, textOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';
import { channelsFirst, channelsLast } from '../tensors/images.js';
import { requireImages } from '../tensors/require-images.js';
import { halves } from '../tensors/windows.js';
import { byBlocks, prepareFilters } from '../filters.js';

/** Transposed convolution of images [n, c, h, w] with filters [c, o/groups, kh, kw], plus a bias [o]. */
export const ConvTranspose: Operator = {
  prepared: [1, 2],
  prepare: prepareFilters,
  run: (call) => {
    const x = requireImages(call.tensor(0));
    const filter = call.weight('filter0').shape; // dilated already
    const blocks = blocksOf(intOf(call.node, 'group', 1));
    const [rows, columns] = ([0, 1] as const).map((side) =>
      extentsOf(call.node, side, { length: x.shape[2 + side]!, filter: filter[side]! }),
    );
    const shape: [number, number, number, number] = [x.shape[0], rows!.made, columns!.made, filter[2]!];
    const pad: tf.backend_util.ExplicitPadding = [[0, 0], rows!.pads, columns!.pads, [0, 0]];
    const strides: [number, number] = [rows!.stride, columns!.stride];
    const beyond: [number, number][] = [
      [0, 0],
      [0, rows!.beyond],
      [0, columns!.beyond],
      [0, 0],
    ];
    const convolve = (part: tf.Tensor4D, weights: tf.Tensor4D) =>
      tf.pad(tf.conv2dTranspose(part, weights, shape, strides, pad), beyond);
    return channelsFirst(byBlocks(call, channelsLast(x), blocks, convolve));
  },
};

/** Along one side: the length made, what pads remove of it, and how many places follow that no filter reaches. */
interface Extents {
  readonly stride: number;
  readonly pads: [number, number];
  readonly made: number;
  readonly beyond: number;
}

function extentsOf(
  node: OnnxNode,
  side: 0 | 1,
  { length, filter }: { readonly length: number; readonly filter: number },
): Extents {
  const stride = listOf(node, 'strides')?.[side] ?? 1;
  const reached = stride * (length - 1) + filter;
  const asked = askedFor(node, side, length * stride);
  const added = Math.max(listOf(node, 'output_padding')?.[side] ?? 0, (asked ?? 0) - reached);
  const [before, after] = padsOf(node, side, { whole: reached + added, asked });
  const beyond = Math.max(0, added - after - (stride - 1)); // fewer the transposed convolution leaves by itself
  return {
    stride,
    pads: [before, Math.max(0, after - added)],
    made: reached + added - before - after - beyond,
    beyond,
  };
}

/** The output's length where the node asks for one. */
function askedFor(node: OnnxNode, side: 0 | 1, same: number): number | undefined {
  const given = listOf(node, 'output_shape')?.slice(-2)[side];
  if (given !== undefined) return given;
  return textOf(node, 'auto_pad', 'NOTSET').startsWith('SAME') ? same : undefined;
}

function padsOf(
  node: OnnxNode,
  side: 0 | 1,
  { whole, asked }: { readonly whole: number; readonly asked: number | undefined },
): [number, number] {
  const automatic = textOf(node, 'auto_pad', 'NOTSET');
  if (asked === undefined) {
    const pads = automatic === 'VALID' ? undefined : listOf(node, 'pads');
    return [pads?.[side] ?? 0, pads?.[side + 2] ?? 0];
  }
  const { before, after } = halves(
    Math.max(0, whole - asked),
    automatic === 'SAME_UPPER' ? 'SAME_UPPER' : 'SAME_LOWER',
  );
  return [before, after];
}
