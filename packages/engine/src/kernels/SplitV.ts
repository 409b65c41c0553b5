import { concat, type SplitVAttrs, type Tensor } from '@tensorflow/tfjs-core';
import { resolveAxis } from '../axes.js';
import type { TensorType } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { physicalAxis } from '../layout.js';

/** Sizes of the parts; one of them may be given as −1: the rest. */
function partSizes({ numOrSizeSplits, axis }: SplitVAttrs, { shape }: TensorType): number[] {
  const size = shape[resolveAxis(axis, shape.length)]!;
  if (typeof numOrSizeSplits === 'number') return new Array<number>(numOrSizeSplits).fill(size / numOrSizeSplits);
  const known = numOrSizeSplits.reduce((sum, part) => sum + Math.max(part, 0), 0);
  return numOrSizeSplits.map((part) => (part === -1 ? size - known : part));
}

/** The parts of x along an axis. */
export const SplitV = defineKernel<SplitVAttrs>({
  inputs: ['x'],
  lists: true,
  infer: (attributes, x) => {
    const along = resolveAxis(attributes.axis, x.shape.length);
    return partSizes(attributes, x).map((size) => ({ shape: x.shape.with(along, size), dtype: x.dtype }));
  },
  lower: (emit, { attributes, outputs }, x) => {
    const layout = emit.layoutOf(x);
    const axis = physicalAxis(resolveAxis(attributes.axis, x.shape.length), layout);
    const sizes = emit.ints(partSizes(attributes, x));
    const names = emit.nodeOf(outputs.length, 'Split', [emit.read(x, layout), sizes], { attributes: { axis } });
    return names.map((name) => ({ name, layout }));
  },
  // TensorFlow.js passes an array where there are several outputs
  gradient: { of: ({ axis }, dys) => ({ x: () => concat([dys].flat() as Tensor[], axis) }) },
});
