import { mul, step } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** max(x, 0). The gradient reads the output, not the input, so that ONNX Runtime can fuse a convolution with it. */
export const Relu = unary({
  op: 'Relu',
  number: (x) => Math.max(x, 0),
  gradient: { savesOutput: true, of: (_, dy, y) => ({ x: () => mul(dy, step(y)) }) },
});
