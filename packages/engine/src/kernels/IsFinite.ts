import { noGradient, unary } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/** |x| < ∞, which is false for NaN too. */
export const IsFinite = defineKernel({
  ...unary({ number: (x) => Number(Number.isFinite(x)), dtype: 'bool', gradient: noGradient.unary }),
  lower: (emit, _, x) => {
    const layout = emit.layoutOf(x);
    const magnitude = emit.node('Abs', [emit.read(x, layout)]);
    return { name: emit.node('Less', [magnitude, emit.scalar(Infinity)]), layout };
  },
});
