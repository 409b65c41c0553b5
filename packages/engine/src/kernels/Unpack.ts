import { stack, type Tensor, type UnpackAttrs } from '@tensorflow/tfjs-core';
import { resolveAxis } from '../axes.js';
import { defineKernel } from '../kernel.js';

/** The slices along an axis, without that axis. */
export const Unpack = defineKernel<UnpackAttrs>({
  inputs: ['value'],
  lists: true,
  infer: ({ axis }, x) => {
    const along = resolveAxis(axis, x.shape.length);
    return new Array(x.shape[along]!).fill({ shape: x.shape.toSpliced(along, 1), dtype: x.dtype });
  },
  uniform: (_, [x]) => x!,
  lower: (emit, { outputs, attributes }, x) => {
    const axis = resolveAxis(attributes.axis, x.shape.length);
    const sizes = emit.ints(outputs.map(() => 1));
    const parts = emit.nodeOf(outputs.length, 'Split', [emit.read(x), sizes], { attributes: { axis } });
    return parts.map((part, i) => emit.reshape(part, outputs[i]!.shape));
  },
  // TensorFlow.js passes an array where there are several outputs
  gradient: { of: ({ axis }, dys) => ({ value: () => stack([dys].flat() as Tensor[], axis) }) },
});
