import { greaterEqual, lessEqual, logicalAnd, where, zerosLike, type ClipByValueAttrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';

/** min(max(x, low), high). Gradients pass where low ≤ x ≤ high. */
export const ClipByValue = defineKernel<ClipByValueAttrs>({
  inputs: ['x'],
  infer: (_, x) => x,
  uniform: ({ clipValueMin, clipValueMax }, [x]) => Math.min(Math.max(x!, clipValueMin), clipValueMax),
  lower: (emit, { attributes: { clipValueMin, clipValueMax } }, x) => {
    const layout = emit.layoutOf(x);
    const name = emit.node('Clip', [
      emit.read(x, layout),
      emit.scalar(clipValueMin, x.dtype),
      emit.scalar(clipValueMax, x.dtype),
    ]);
    return { name, layout };
  },
  gradient: {
    saves: ['x'],
    of: ({ clipValueMin, clipValueMax }, dy, x) => ({
      x: () => where(logicalAnd(greaterEqual(x, clipValueMin), lessEqual(x, clipValueMax)), dy, zerosLike(dy)),
    }),
  },
});
