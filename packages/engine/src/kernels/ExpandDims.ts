import { reshape, type ExpandDimsAttrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';

/** A new axis of size 1. */
export const ExpandDims = defineKernel<ExpandDimsAttrs>({
  inputs: ['input'],
  infer: ({ dim }, x) => ({ shape: x.shape.toSpliced(dim < 0 ? x.shape.length + 1 + dim : dim, 0, 1), dtype: x.dtype }),
  simplify: ({ dim }, graph, x) => {
    const shape = x.shape.toSpliced(dim < 0 ? x.shape.length + 1 + dim : dim, 0, 1);
    return graph.one('Reshape', { shape }, x);
  },
  gradient: { saves: ['input'], of: (_, dy, x) => ({ input: () => reshape(dy, x.shape) }) },
});
