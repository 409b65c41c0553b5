import type { StepAttrs } from '@tensorflow/tfjs-core';
import { noGradient } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/** 1 where x is positive, α elsewhere. */
export const Step = defineKernel<StepAttrs>({
  inputs: ['x'],
  infer: (_, x) => x,
  uniform: ({ alpha }, [x]) => (x! > 0 ? 1 : alpha),
  lower: (emit, { attributes: { alpha } }, x) => {
    const layout = emit.layoutOf(x);
    const positive = emit.node('Greater', [emit.read(x, layout), emit.scalar(0, x.dtype)]);
    if (alpha === 0)
      return { name: emit.node('Cast', [positive], { attributes: { to: x.dtype === 'int32' ? 6 : 1 } }), layout };
    return { name: emit.node('Where', [positive, emit.scalar(1, x.dtype), emit.scalar(alpha, x.dtype)]), layout };
  },
  gradient: noGradient.unary,
});
