import type { GraphModelJson } from './graph-model.js';
import { outputName, partsOf, tensorName } from './tensor-name.js';
import type { TfNode } from './tf-node.js';

/** What only orders nodes, and is no number. */
const isControl = (reference: string): boolean => reference.startsWith('^');

/**
 * The nodes as the file lists them, with the outputs that others read; `given` are tensors that are read besides.
 * @throws if a name stands twice
 */
export function readTfNodes(listed: GraphModelJson['modelTopology']['node'], given: readonly string[]): TfNode[] {
  const most = new Map<string, number>();
  const references = listed.map(({ input }) => input.filter((reference) => !isControl(reference)));
  for (const { node, index } of [...references.flat(), ...given].map(partsOf))
    most.set(node, Math.max(index, most.get(node) ?? 0));
  const seen = new Set<string>();
  return listed.map(({ op, name, attr }, i) => {
    if (seen.has(name)) throw new Error(`node ${name}: expected the name once, got it twice; the file is damaged`);
    seen.add(name);
    const outputs = Array.from({ length: 1 + (most.get(name) ?? 0) }, (_, index) => outputName(name, index));
    return { op, name, inputs: references[i]!.map(tensorName), outputs, attributes: attr };
  });
}
