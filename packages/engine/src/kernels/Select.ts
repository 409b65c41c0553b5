import { where, zerosLike } from '@tensorflow/tfjs-core';
import { broadcastShapes } from '../broadcast.js';
import { defineKernel } from '../kernel.js';

/** t where the condition holds, e elsewhere. */
export const Select = defineKernel({
  inputs: ['condition', 't', 'e'],
  broadcasts: true,
  infer: (_, condition, t, e) => ({ shape: broadcastShapes(condition.shape, t.shape, e.shape), dtype: t.dtype }),
  uniform: (_, [condition, t, e]) => (condition === 0 ? e! : t!),
  lower: (emit, node, ...inputs) => emit.elementwise('Where', node.outputs[0]!, inputs),
  gradient: {
    saves: ['condition'],
    of: (_, dy, condition) => ({
      condition: () => zerosLike(dy),
      t: () => where(condition, dy, zerosLike(dy)),
      e: () => where(condition, zerosLike(dy), dy),
    }),
  },
});
