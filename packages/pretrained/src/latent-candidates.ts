import type { OnnxGraph, OnnxNode, Port } from './graph.js';

/** A tensor at which a whole autoencoder can be cut: the outputs depend on the inputs through this tensor alone. */
export interface LatentCandidate {
  readonly name: string;
  /** Of the operator that makes it. */
  readonly op: string;
  /** Of an axis that is not known, ''. Absent if nothing is. */
  readonly shape?: Port['shape'];
}

/** All candidates, those with few numbers first; inputs and outputs are not among them. */
export function latentCandidates(graph: OnnxGraph): readonly LatentCandidate[] {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const found = narrowPlaces(graph).filter(({ name }) => !outputs.has(name));
  return found.sort((a, b) => sizeOfCandidate(a) - sizeOfCandidate(b));
}

/**
 * Goes through the nodes in order and keeps a tensor where it is the only one that depends on the inputs and is needed
 * later.
 */
function narrowPlaces(graph: OnnxGraph): LatentCandidate[] {
  const reads = new Map<string, number>();
  const read = (name: string) => reads.set(name, (reads.get(name) ?? 0) + 1);
  graph.nodes.forEach(({ inputs }) => inputs.forEach(read));
  graph.outputs.forEach(({ name }) => read(name));
  const alive = new Map(graph.inputs.map(({ name }) => [name, reads.get(name) ?? 0] as const));
  const found: LatentCandidate[] = [];
  for (const node of graph.nodes) {
    const depends = node.inputs.some((name) => alive.has(name));
    for (const name of node.inputs.filter((input) => alive.has(input))) {
      const left = alive.get(name)! - 1;
      if (left === 0) alive.delete(name);
      else alive.set(name, left);
    }
    if (!depends) continue;
    for (const name of node.outputs.filter((output) => reads.has(output))) alive.set(name, reads.get(name)!);
    const [only] = alive.keys();
    if (alive.size === 1 && only !== undefined && node.outputs.includes(only)) found.push(describe(graph, node, only));
  }
  return found;
}

function describe(graph: OnnxGraph, node: OnnxNode, name: string): LatentCandidate {
  const shape = graph.between.get(name)?.shape ?? shapeByWeights(graph, node);
  return { name, op: node.op, ...(shape && { shape }) };
}

/** The sizes of the output of a dense layer or a convolution, from its weights. */
function shapeByWeights(graph: OnnxGraph, { op, inputs, attributes }: OnnxNode): Port['shape'] | undefined {
  const weights = graph.constants.get(inputs[1] ?? '')?.shape;
  if (weights === undefined) return undefined;
  if (op === 'Gemm') return ['', weights.at(attributes['transB']?.value === 1 ? 0 : 1) ?? ''];
  if (op === 'MatMul') return ['', weights.at(-1) ?? ''];
  return op === 'Conv' ? ['', weights[0]!, '', ''] : undefined;
}

/** Numbers of one image, an unknown axis counting as many; what is not known at all comes last. */
function sizeOfCandidate({ shape }: LatentCandidate): number {
  return shape === undefined
    ? Infinity
    : shape.slice(1).reduce<number>((size, length) => size * (typeof length === 'number' ? length : 64), 1);
}
