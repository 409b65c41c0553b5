import type { Graph } from './graph.js';
import type { Kernel } from './kernel.js';

/** Floating-point operations of a graph's matrix products and convolutions. */
export function countFlops(graph: Graph, kernels: Readonly<Record<string, Kernel>>): number {
  return graph.nodes.reduce(
    (sum, { kernel, attributes, inputs, outputs }) =>
      sum + (kernels[kernel]?.flops?.(attributes, outputs[0]!, ...inputs) ?? 0),
    0,
  );
}
