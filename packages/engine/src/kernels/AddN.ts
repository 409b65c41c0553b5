import { defineKernel } from '../kernel.js';

/** Sum of a list of tensors of one shape, from left to right. */
export const AddN = defineKernel({
  inputs: 'list',
  infer: (_, first) => first,
  simplify: (_, graph, ...inputs) => inputs.reduce((sum, x) => graph.one('Add', {}, sum, x)),
  gradient: {
    saves: 'all',
    of: (_, dy, ...inputs) => Object.fromEntries(inputs.map((__, i) => [i, () => dy.clone()])),
  },
});
