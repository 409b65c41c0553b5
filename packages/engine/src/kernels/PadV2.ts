import { slice, type PadV2Attrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';
import { arrangeAxes } from '../layout.js';

/** x with a constant before and after it along each axis. */
export const PadV2 = defineKernel<PadV2Attrs>({
  inputs: ['x'],
  infer: ({ paddings }, x) => ({
    shape: x.shape.map((size, i) => size + paddings[i]![0] + paddings[i]![1]),
    dtype: x.dtype,
  }),
  simplify: ({ paddings }, _, x) => (paddings.flat().every((size) => size === 0) ? x : undefined),
  lower: (emit, { attributes: { paddings, constantValue } }, x) => {
    const layout = emit.layoutOf(x);
    const arranged = arrangeAxes(paddings, layout);
    const pads = emit.ints([...arranged.map(([before]) => before), ...arranged.map(([, after]) => after)]);
    return { name: emit.node('Pad', [emit.read(x, layout), pads, emit.scalar(constantValue, x.dtype)]), layout };
  },
  gradient: {
    saves: ['x'],
    of: ({ paddings }, dy, x) => ({
      x: () =>
        slice(
          dy,
          paddings.map(([before]) => before),
          x.shape,
        ),
    }),
  },
});
