import { broadcastTo, type SumAttrs } from '@tensorflow/tfjs-core';
import { sizeOf } from '@latent-paths/core';
import { lowerReduction, reduceShape, resolveAxes, restoreAxes } from '../axes.js';
import { defineKernel } from '../kernel.js';

/** The sum over axes. */
export const Sum = defineKernel<SumAttrs>({
  inputs: ['x'],
  infer: ({ axis, keepDims }, x) => ({
    shape: reduceShape(x.shape, resolveAxes(axis, x.shape.length), keepDims),
    dtype: x.dtype === 'bool' ? 'int32' : x.dtype,
  }),
  uniform: ({ axis, keepDims }, [number], x) =>
    number! * (sizeOf(x.shape) / sizeOf(reduceShape(x.shape, resolveAxes(axis, x.shape.length), keepDims))),
  lower: (emit, { attributes: { axis, keepDims } }, x) =>
    lowerReduction(emit, 'ReduceSum', x, resolveAxes(axis, x.shape.length), keepDims),
  gradient: {
    saves: ['x'],
    of: ({ axis }, dy, x) => ({ x: () => broadcastTo(restoreAxes(dy, x.shape, resolveAxes(axis, x.rank)), x.shape) }),
  },
});
