import { mul, sigmoid } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

/** log(1 + exp x) = max(x, 0) + log(1 + exp(−|x|)), which cannot overflow. ONNX Runtime's own Softplus is slower. */
export const Softplus = defineKernel({
  ...unary({
    number: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => mul(dy, sigmoid(x)) }) },
  }),
  lower: (emit, _, input) => {
    const layout = emit.layoutOf(input);
    const x = emit.read(input, layout);
    const decay = emit.node('Exp', [emit.node('Neg', [emit.node('Abs', [x])])]);
    const rest = emit.node('Log', [emit.node('Add', [decay, emit.scalar(1)])]);
    return { name: emit.node('Add', [emit.node('Relu', [x]), rest]), layout };
  },
});
