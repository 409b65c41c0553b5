import type { OnnxGraph, OnnxNode } from './graph.js';

/**
 * The nodes that make tensors out of the given ones, in the graph's order; and the tensors that no node makes, given or
 * not.
 */
export function neededFor(
  graph: OnnxGraph,
  wanted: Iterable<string>,
  given: ReadonlySet<string>,
): { readonly nodes: readonly OnnxNode[]; readonly sources: ReadonlySet<string> } {
  const open = new Set(wanted);
  const made = new Set<string>();
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => open.has(name) && !given.has(name))) continue;
    nodes.unshift(node);
    node.outputs.forEach((name) => made.add(name));
    node.inputs.filter((name) => name !== '').forEach((name) => open.add(name));
  }
  return { nodes, sources: new Set([...open].filter((name) => given.has(name) || !made.has(name))) };
}
