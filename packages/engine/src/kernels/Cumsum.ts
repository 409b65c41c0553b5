import { cumsum, type CumsumAttrs } from '@tensorflow/tfjs-core';
import { resolveAxis } from '../axes.js';
import { defineKernel } from '../kernel.js';

/**
 * Running sums along an axis. Its gradient is the running sum from the other end (TensorFlow.js's own is wrong on all
 * axes but the last).
 */
export const Cumsum = defineKernel<CumsumAttrs>({
  inputs: ['x'],
  infer: (_, x) => x,
  lower: (emit, { attributes: { axis, exclusive, reverse } }, x) =>
    emit.node('CumSum', [emit.read(x), emit.scalar(resolveAxis(axis, x.shape.length), 'int32')], {
      attributes: { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 },
    }),
  gradient: { of: ({ axis, exclusive, reverse }, dy) => ({ x: () => cumsum(dy, axis, exclusive, !reverse) }) },
});
