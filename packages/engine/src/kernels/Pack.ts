import { unstack, type PackAttrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';

/** Tensors of one shape, stacked along a new axis. */
export const Pack = defineKernel<PackAttrs>({
  inputs: 'list',
  infer: ({ axis }, ...inputs) => ({
    shape: inputs[0]!.shape.toSpliced(axis < 0 ? axis + inputs[0]!.shape.length + 1 : axis, 0, inputs.length),
    dtype: inputs[0]!.dtype,
  }),
  simplify: ({ axis }, graph, ...inputs) =>
    graph.one('Concat', { axis }, ...inputs.map((x) => graph.one('ExpandDims', { dim: axis }, x))),
  gradient: {
    of: ({ axis }, dy) => Object.fromEntries(unstack(dy, axis).map((part, i) => [i, () => part])),
  },
});
