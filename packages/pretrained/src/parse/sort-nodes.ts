import { nameOf, type OnnxNode } from '../graph.js';

/**
 * The nodes, each after those it reads.
 * @throws if a tensor is made twice, is read and never made, or depends on itself
 */
export function sortNodes(nodes: readonly OnnxNode[], given: Iterable<string>): readonly OnnxNode[] {
  const known = new Set(['', ...given]);
  const makers = new Map<string, OnnxNode>();
  for (const node of nodes) {
    for (const output of node.outputs.filter((name) => name !== '')) {
      if (makers.has(output) || known.has(output))
        throw new Error(
          `node ${nameOf(node)}: expected a tensor to be made once, got ${output} again; the file is damaged`,
        );
      makers.set(output, node);
    }
  }
  const waiting = new Map(nodes.map((node) => [node, missingOf(node, known)]));
  const readers = new Map<string, OnnxNode[]>();
  for (const [node, missing] of waiting) {
    for (const name of missing) {
      if (!makers.has(name))
        throw new Error(
          `node ${nameOf(node)}: expected its input ${name} to be made by a node, given or among the weights, got ` +
            'none; the file is damaged',
        );
      const reading = readers.get(name);
      if (reading === undefined) readers.set(name, [node]);
      else reading.push(node);
    }
  }
  const ready = nodes.filter((node) => waiting.get(node)!.size === 0);
  for (const node of ready) {
    for (const output of node.outputs) {
      for (const reader of readers.get(output) ?? []) {
        const missing = waiting.get(reader)!;
        missing.delete(output);
        if (missing.size === 0) ready.push(reader); // iterated on: for…of sees what is pushed
      }
    }
  }
  if (ready.length < nodes.length) {
    const stuck = nodes.filter((node) => waiting.get(node)!.size > 0);
    throw new Error(
      `node ${nameOf(stuck[0]!)}: expected a graph without loops, got one among ${stuck.length} nodes that wait ` +
        'for each other; the file is damaged',
    );
  }
  return ready;
}

function missingOf(node: OnnxNode, known: ReadonlySet<string>): Set<string> {
  return new Set(node.inputs.filter((name) => !known.has(name)));
}
