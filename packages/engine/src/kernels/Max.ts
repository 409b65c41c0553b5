import { cast, equal, mul, type MaxAttrs } from '@tensorflow/tfjs-core';
import { lowerReduction, reduceShape, resolveAxes, restoreAxes } from '../axes.js';
import { defineKernel } from '../kernel.js';

/** The largest number over axes. Where several are, each receives the whole gradient, as in TensorFlow.js. */
export const Max = defineKernel<MaxAttrs>({
  inputs: ['x'],
  infer: (attributes, x) => ({
    shape: reduceShape(x.shape, resolveAxes(attributes.reductionIndices, x.shape.length), attributes.keepDims),
    dtype: x.dtype,
  }),
  uniform: (_, [x]) => x!,
  lower: (emit, { attributes }, x) =>
    lowerReduction(emit, 'ReduceMax', x, resolveAxes(attributes.reductionIndices, x.shape.length), attributes.keepDims),
  gradient: {
    saves: ['x'],
    savesOutput: true,
    of: (attributes, dy, x, y) => {
      const restore = (reduced: typeof dy) =>
        restoreAxes(reduced, x.shape, resolveAxes(attributes.reductionIndices, x.rank));
      return { x: () => mul(restore(dy), cast(equal(x, restore(y)), 'float32')) };
    },
  },
});
