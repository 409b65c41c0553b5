import { greater, mul, where, type LeakyReluAttrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';

/** x where positive, αx elsewhere. */
export const LeakyRelu = defineKernel<LeakyReluAttrs>({
  inputs: ['x'],
  infer: (_, x) => x,
  uniform: ({ alpha }, [x]) => (x! > 0 ? x! : alpha * x!),
  lower: (emit, node, x) =>
    emit.elementwise('LeakyRelu', node.outputs[0]!, [x], { attributes: { alpha: { float: node.attributes.alpha } } }),
  gradient: { saves: ['x'], of: ({ alpha }, dy, x) => ({ x: () => mul(dy, where(greater(x, 0), 1, alpha)) }) },
});
