import { noGradient } from '../elementwise.js';
import { defineKernel } from '../kernel.js';

export const OnesLike = defineKernel({
  inputs: ['x'],
  infer: (_, x) => x,
  simplify: (_, graph, x) => graph.uniform(x.shape, x.dtype, 1),
  gradient: noGradient.unary,
});
