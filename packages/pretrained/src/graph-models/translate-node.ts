import type { OnnxNode } from '../graph.js';
import { foreignNode } from './foreign-node.js';
import { translationOf } from './operators/registry.js';
import type { TfNode } from './tf-node.js';
import { writeNode, type Graph } from './writing.js';

export type { Graph };

/**
 * A node as nodes of ONNX, its constants and what is known of it added to the graph. What cannot be written down is
 * left as it is, with the reason: it hinders only where it is needed.
 */
export function translateNode(node: TfNode, graph: Graph): readonly OnnxNode[] {
  const translate = translationOf(node.op);
  if (translate === undefined) return [foreignNode(node)];
  const { writing, nodes, constants, told } = writeNode(node, graph);
  try {
    const results = [translate(writing)].flat();
    if (results.length < node.outputs.length)
      throw new Error(`expected its first ${results.length} outputs to be read, got ${node.outputs.at(-1)}`);
    for (const [name, constant] of constants) graph.constants.set(name, constant);
    const numbers = told();
    if (numbers !== undefined) graph.known.set(node.name, numbers);
    return underOwnNames(nodes, results, node.outputs);
  } catch (error) {
    return [foreignNode(node, (error as Error).message)]; // translations throw errors alone
  }
}

/** The results get the names that other nodes read. */
function underOwnNames(
  nodes: readonly OnnxNode[],
  results: readonly string[],
  outputs: readonly string[],
): readonly OnnxNode[] {
  const own = new Map(outputs.map((output, i) => [results[i]!, output]));
  const named = (name: string): string => own.get(name) ?? name;
  return nodes.map((node) => ({ ...node, inputs: node.inputs.map(named), outputs: node.outputs.map(named) }));
}
