import { pad, slice_util, type SliceAttrs } from '@tensorflow/tfjs-core';
import type { TensorType } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { arrangeAxes } from '../layout.js';

/** Starts and sizes along every axis; a size of −1 is the rest. */
function bounds({ begin, size }: SliceAttrs, x: Pick<TensorType, 'shape'>): { begin: number[]; size: number[] } {
  // reads the shape alone
  const [starts, sizes] = slice_util.parseSliceParams({ shape: [...x.shape] } as never, begin, size);
  return { begin: starts!, size: sizes! };
}

/** The part of x that starts at `begin` and has the shape `size`. */
export const Slice = defineKernel<SliceAttrs>({
  inputs: ['x'],
  infer: (attributes, x) => ({ shape: bounds(attributes, x).size, dtype: x.dtype }),
  uniform: (_, [x]) => x!,
  simplify: (attributes, _, x) =>
    bounds(attributes, x).size.every((size, axis) => size === x.shape[axis]) ? x : undefined,
  lower: (emit, { attributes }, x) => {
    const layout = emit.layoutOf(x);
    const { begin, size } = bounds(attributes, x);
    const cut = begin.flatMap((start, axis) =>
      size[axis] === x.shape[axis] ? [] : [{ axis, start, end: start + size[axis]! }],
    );
    const arrangedAxes = arrangeAxes(
      x.shape.map((_, axis) => axis),
      layout,
    );
    const name = emit.node('Slice', [
      emit.read(x, layout),
      emit.ints(cut.map(({ start }) => start)),
      emit.ints(cut.map(({ end }) => end)),
      emit.ints(cut.map(({ axis }) => arrangedAxes.indexOf(axis))),
    ]);
    return { name, layout };
  },
  gradient: {
    saves: ['x'],
    of: (attributes, dy, x) => {
      const { begin, size } = bounds(attributes, x);
      return {
        x: () =>
          pad(
            dy,
            x.shape.map((total, axis) => [begin[axis]!, total - begin[axis]! - size[axis]!]),
          ),
      };
    },
  },
});
