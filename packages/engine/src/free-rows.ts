import { sameShape } from '@latent-paths/core';
import type { Initialiser, OnnxNode } from './emitter.js';
import type { LoweredGraph, OnnxPort } from './onnx-model.js';

/** What the axis of rows is called. */
const ROWS = 'n';

/**
 * One model for any number of rows, made from two models of one step, at two numbers of rows. The two must have the
 * same nodes, and may differ only in the length of one axis: in inputs, outputs and the shapes of Reshape.
 * @throws RangeError if they differ in anything else: the computation then depends on the number of rows
 */
export function freeRows(one: LoweredGraph, other: LoweredGraph): LoweredGraph {
  /** What a value of the one is called in the other; an input that is left out has an empty name. */
  const names = new Map<string, string>([['', '']]);
  const initialisers = new Map<string, Initialiser>();
  const bind = (a: readonly string[], b: readonly string[]) => a.forEach((name, i) => names.set(name, b[i]!));
  bind(
    one.inputs.map(({ name }) => name),
    other.inputs.map(({ name }) => name),
  );

  const freeInput = (node: OnnxNode, place: number, name: string, twin: string): string => {
    const [a, b] = [one.initialisers.get(name), other.initialisers.get(twin)];
    if (a === undefined || b === undefined) {
      if (a !== b || names.get(name) !== twin) throw dependent(node.op);
      return name;
    }
    if (sameInitialiser(a, b)) {
      initialisers.set(name, a);
      return name;
    }
    const shape = node.op === 'Reshape' && place === 1 ? freeShape(a, b) : null;
    if (shape === null) throw dependent(node.op);
    const free = `i64[${shape.data.join(',')}]`;
    initialisers.set(free, shape);
    return free;
  };

  if (one.nodes.length !== other.nodes.length) throw dependent('the number of operations');
  const nodes = one.nodes.map((node, i) => {
    const twin = other.nodes[i]!;
    if (signature(node) !== signature(twin)) throw dependent(node.op);
    bind(node.outputs, twin.outputs);
    return { ...node, inputs: node.inputs.map((name, place) => freeInput(node, place, name, twin.inputs[place]!)) };
  });
  const free = (ports: readonly OnnxPort[], twins: readonly OnnxPort[]) =>
    ports.map((port, i) => ({
      ...port,
      shape: port.shape.map((size, axis) => (size === twins[i]!.shape[axis] ? size : ROWS)),
    }));
  return {
    ...one,
    inputs: free(one.inputs, other.inputs),
    outputs: free(one.outputs, other.outputs),
    nodes,
    initialisers,
  };
}

function signature({ op, domain, inputs, outputs, attributes }: OnnxNode): string {
  return JSON.stringify([op, domain, inputs.length, outputs.length, attributes]);
}

function sameInitialiser(a: Initialiser, b: Initialiser): boolean {
  const bytes = ({ data }: Initialiser) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return a.dtype === b.dtype && sameShape(a.shape, b.shape) && bytes(a).equals(bytes(b));
}

/** A shape with −1 at the one size in which two shapes differ; null if they differ in more than one. */
function freeShape(a: Initialiser, b: Initialiser): (Initialiser & { readonly data: BigInt64Array }) | null {
  if (!(a.data instanceof BigInt64Array) || !(b.data instanceof BigInt64Array) || a.data.length !== b.data.length)
    return null;
  const [sizes, others] = [a.data, b.data];
  const data = sizes.map((size, axis) => (size === others[axis] ? size : -1n));
  return data.filter((size) => size === -1n).length === 1 ? { ...a, data } : null;
}

function dependent(what: string): RangeError {
  return new RangeError(
    `exportOnnx: expected a step that treats every row the same, got one in which ${what} depends on how many there ` +
      'are; name the number of rows',
  );
}
