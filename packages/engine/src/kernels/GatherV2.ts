import type { GatherV2Attrs } from '@tensorflow/tfjs-core';
import { resolveAxis } from '../axes.js';
import { defineKernel } from '../kernel.js';

/** Slices of x along an axis, by index. */
export const GatherV2 = defineKernel<GatherV2Attrs>({
  inputs: ['x', 'indices'],
  infer: ({ axis, batchDims }, x, indices) => {
    if (batchDims) throw new RangeError(`gather: expected no batch axes, got ${batchDims}`);
    const along = resolveAxis(axis, x.shape.length);
    return { shape: x.shape.toSpliced(along, 1, ...indices.shape), dtype: x.dtype };
  },
  lower: (emit, { attributes: { axis } }, x, indices) =>
    emit.node('Gather', [emit.read(x), emit.read(indices)], {
      attributes: { axis: resolveAxis(axis, x.shape.length) },
    }),
});
