import { broadcastTo, div, type MeanAttrs } from '@tensorflow/tfjs-core';
import { lowerReduction, reduceShape, resolveAxes, restoreAxes } from '../axes.js';
import { defineKernel } from '../kernel.js';

/** The mean over axes. */
export const Mean = defineKernel<MeanAttrs>({
  inputs: ['x'],
  infer: ({ axis, keepDims }, x) => ({
    shape: reduceShape(x.shape, resolveAxes(axis, x.shape.length), keepDims),
    dtype: 'float32',
  }),
  uniform: (_, [x]) => x!,
  simplify: (_, graph, x) =>
    x.dtype === 'float32' ? undefined : graph.one('Mean', _, graph.one('Cast', { dtype: 'float32' }, x)),
  lower: (emit, { attributes: { axis, keepDims } }, x) =>
    lowerReduction(emit, 'ReduceMean', x, resolveAxes(axis, x.shape.length), keepDims),
  gradient: {
    saves: ['x'],
    of: ({ axis }, dy, x) => {
      const scaled = () => div(dy, x.size / dy.size);
      return { x: () => broadcastTo(restoreAxes(scaled(), x.shape, resolveAxes(axis, x.rank)), x.shape) };
    },
  },
});
