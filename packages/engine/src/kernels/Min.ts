import { cast, equal, mul, type MinAttrs } from '@tensorflow/tfjs-core';
import { lowerReduction, reduceShape, resolveAxes, restoreAxes } from '../axes.js';
import { defineKernel } from '../kernel.js';

/** The smallest number over axes. Where several are, each receives the whole gradient, as in TensorFlow.js. */
export const Min = defineKernel<MinAttrs>({
  inputs: ['x'],
  infer: (attributes, x) => ({
    shape: reduceShape(x.shape, resolveAxes(attributes.axis, x.shape.length), attributes.keepDims),
    dtype: x.dtype,
  }),
  uniform: (_, [x]) => x!,
  lower: (emit, { attributes }, x) =>
    lowerReduction(emit, 'ReduceMin', x, resolveAxes(attributes.axis, x.shape.length), attributes.keepDims),
  gradient: {
    saves: ['x'],
    savesOutput: true,
    of: (attributes, dy, x, y) => {
      const restore = (reduced: typeof dy) => restoreAxes(reduced, x.shape, resolveAxes(attributes.axis, x.rank));
      return { x: () => mul(restore(dy), cast(equal(x, restore(y)), 'float32')) };
    },
  },
});
