import { foldBudget } from './fold-budget.js';
import { nameOf, type Constant, type OnnxGraph, type OnnxNode } from './graph.js';
import { operatorOf } from './operators/registry.js';

/**
 * The outputs of a node whose inputs are all known numbers, or undefined if they cannot be computed before a run.
 * @throws if the numbers do not fit
 */
export function foldNode(
  node: OnnxNode,
  opset: number,
  inputs: readonly (Constant | undefined)[],
): readonly Constant[] | undefined {
  try {
    return operatorOf(node)?.fold?.({ node, opset, inputs });
  } catch (error) {
    // operators throw errors alone
    throw new Error(`node ${nameOf(node)} (${node.op}): ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The graph with all that depends on weights alone worked out: constants, transposed weights, shapes that were written
 * down.
 */
export function foldConstants(graph: OnnxGraph): OnnxGraph {
  const constants = new Map(graph.constants);
  const count = foldBudget(graph.constants.values());
  const nodes = graph.nodes.filter((node) => {
    if (operatorOf(node)?.refuses?.(node, graph.opset) !== undefined) return true;
    if (node.inputs.some((name) => name !== '' && !constants.has(name))) return true;
    const made = foldNode(
      node,
      graph.opset,
      node.inputs.map((name) => constants.get(name)),
    );
    if (made === undefined) return true;
    count(made);
    node.outputs.forEach((name, i) => name !== '' && constants.set(name, made[i]!));
    return false;
  });
  return { ...graph, nodes, constants };
}
