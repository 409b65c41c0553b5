import { createHash } from 'node:crypto';
import { formatShape, type Shape } from '@latent-paths/core';

export type ValueType = 'float32' | 'int32' | 'bool';
export type ValueData = Float32Array | Int32Array | Uint8Array;

/** How the numbers of each type are held; bool as 0 and 1. */
export const DATA_TYPES = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

export interface TensorType {
  readonly shape: Shape;
  readonly dtype: ValueType;
}

/** Where a value comes from. `uniform` is an array of one number in every place: it has a shape but needs no bytes. */
type Source =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly name: string; readonly data: ValueData }
  | { readonly kind: 'uniform'; readonly number: number }
  | { readonly kind: 'node'; readonly node: Node; readonly index: number };

/** An array that a step computes with: known by shape and type, not by numbers. */
export interface Value extends TensorType {
  readonly source: Source;
}

/** One recorded call of a TensorFlow.js kernel. */
export interface Node<Attributes = unknown> {
  readonly kernel: string;
  readonly attributes: Attributes;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** A step as data: the nodes that its outputs depend on, each after the nodes that it reads. */
export interface Graph {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
  readonly nodes: readonly Node[];
}

/** The nodes that the values depend on: all others are dead code. */
export function reachableNodes(values: Iterable<Value>): Set<Node> {
  const live = new Set<Node>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.source.kind !== 'node' || live.has(value.source.node)) continue;
    live.add(value.source.node);
    open.push(...value.source.node.inputs);
  }
  return live;
}

/** How often each value is read, by nodes and as an output. */
export function countUses(graph: Graph): Map<Value, number> {
  const uses = new Map<Value, number>();
  const use = (value: Value) => uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const node of graph.nodes) node.inputs.forEach(use);
  Object.values(graph.outputs).forEach(use);
  return uses;
}

/** The shortest decimal that float32 rounds to the number: 0.1, not 0.10000000149011612. */
export function formatNumber(number: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return String(short);
  }
  return String(number);
}

/**
 * Names of all values: inputs and constants by their own, uniform ones by their number, the rest by their node's place.
 */
function nameValues(graph: Graph): (value: Value) => string {
  const names = new Map<Value, string>();
  graph.nodes.forEach((node, place) =>
    node.outputs.forEach((value, i) => names.set(value, node.outputs.length > 1 ? `%${place}.${i}` : `%${place}`)),
  );
  return (value) => {
    switch (value.source.kind) {
      case 'input':
      case 'constant':
        return value.source.name;
      case 'uniform':
        return `${formatNumber(value.source.number)}${formatShape(value.shape)}`;
      case 'node':
        return names.get(value)!;
    }
  };
}

/** Constants of the graph, each once, in the order in which nodes read them. */
function constantsOf(graph: Graph): Set<Value> {
  const read = [...graph.nodes.flatMap((node) => node.inputs), ...Object.values(graph.outputs)];
  return new Set(read.filter((value) => value.source.kind === 'constant'));
}

/** Attributes as text, the same for equal attributes. Numbers that JSON lacks (∞, NaN) are written out. */
export function formatAttributes(attributes: unknown): string {
  const text = JSON.stringify(attributes ?? {}, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return text === '{}' ? '' : ` ${text}`;
}

const formatType = ({ dtype, shape }: TensorType) => `${dtype}${formatShape(shape)}`;

/** The graph as text, one node a line: `%3 = BatchMatMul(inputs.x, state.w) {"transposeA":false} : float32[2, 4]`. */
export function printGraph(graph: Graph): string {
  const name = nameValues(graph);
  const lines = [`step ${graph.name}`];
  for (const [key, value] of Object.entries(graph.inputs)) lines.push(`input ${key} : ${formatType(value)}`);
  for (const value of constantsOf(graph)) lines.push(`constant ${name(value)} : ${formatType(value)}`);
  for (const node of graph.nodes) {
    const call = `${node.kernel}(${node.inputs.map(name).join(', ')})${formatAttributes(node.attributes)}`;
    lines.push(`${node.outputs.map(name).join(', ')} = ${call} : ${node.outputs.map(formatType).join(', ')}`);
  }
  for (const [key, value] of Object.entries(graph.outputs)) lines.push(`output ${key} = ${name(value)}`);
  return lines.join('\n');
}

/** SHA-256 of the printed graph and the bytes of its constants. */
export function hashGraph(graph: Graph): string {
  const hash = createHash('sha256').update(printGraph(graph));
  for (const { source } of constantsOf(graph)) {
    if (source.kind === 'constant')
      hash.update(new Uint8Array(source.data.buffer, source.data.byteOffset, source.data.byteLength));
  }
  return hash.digest('hex');
}

/** True where every place of the value holds this number. */
export function isUniform(value: Value, number: number): boolean {
  return value.source.kind === 'uniform' && value.source.number === number;
}

/** True where the value is made by this kernel. */
export function isKernel(
  value: Value,
  kernel: string,
): value is Value & { readonly source: { readonly kind: 'node' } } {
  return value.source.kind === 'node' && value.source.node.kernel === kernel;
}
