import { noGradient } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

export const ZerosLike = defineKernel({
  inputs: ['x'],
  infer: (_, x) => x,
  simplify: (_, graph, x) => graph.uniform(x.shape, x.dtype, 0),
  gradient: noGradient.unary,
});
