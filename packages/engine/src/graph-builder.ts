import { formatShape, sameShape, sizeOf, type Shape } from '@latent-paths/core';
import { broadcastShapes } from './broadcast.js';
import {
  formatAttributes,
  reachableNodes,
  type Graph,
  type Node,
  type TensorType,
  type Value,
  type ValueData,
  type ValueType,
} from './graph.js';
import type { GraphWriter } from './graph-writer.js';
import type { Kernel } from './kernel.js';

const float = new Float32Array(1);

/** A number as an array of that type would hold it. */
function roundTo(dtype: ValueType, number: number): number {
  if (dtype === 'int32') return Math.trunc(number);
  if (dtype === 'bool') return number === 0 ? 0 : 1;
  float[0] = number;
  return float[0];
}

/**
 * Builds a graph node by node. Equal nodes are made once, and nodes over uniform values become uniform values. A kernel
 * that broadcasts reads the input of a Tile in place of its output.
 */
export class GraphBuilder implements GraphWriter {
  private readonly ids = new Map<Value, number>();
  private readonly known = new Map<string, readonly Value[]>();
  private readonly nodes: Node[] = [];
  private constants = 0;

  constructor(private readonly kernels: Readonly<Record<string, Kernel>>) {}

  input(name: string, type: TensorType): Value {
    return this.track({ ...type, source: { kind: 'input', name } });
  }

  /** An array that never changes. It becomes uniform where all its numbers are equal. */
  constant(shape: Shape, dtype: ValueType, data: ValueData, name?: string): Value {
    const first = data[0];
    if (first !== undefined && data.every((number) => Object.is(number, first)))
      return this.uniform(shape, dtype, first);
    return this.track({
      shape,
      dtype,
      source: { kind: 'constant', name: name ?? `constant.${this.constants++}`, data },
    });
  }

  uniform(shape: Shape, dtype: ValueType, number: number): Value {
    return this.track({ shape, dtype, source: { kind: 'uniform', number: roundTo(dtype, number) } });
  }

  /** The outputs of a kernel over values of this graph. */
  add(name: string, attributes: unknown, inputs: readonly Value[]): readonly Value[] {
    const kernel = this.kernels[name];
    if (kernel === undefined) throw new Error(`${name}: expected a kernel that the step compiler can lower`);
    const inferred = kernel.infer(attributes, ...inputs);
    // Array.isArray does not narrow readonly arrays
    const types = Array.isArray(inferred) ? (inferred as readonly TensorType[]) : [inferred as TensorType];
    const numbers = inputs.flatMap(({ source }) => (source.kind === 'uniform' ? [source.number] : []));
    if (kernel.uniform !== undefined && numbers.length === inputs.length) {
      const number = kernel.uniform(attributes, numbers, ...inputs);
      return types.map(({ shape, dtype }) => this.uniform(shape, dtype, number));
    }
    const lean = kernel.broadcasts ? this.withoutTiles(inputs, types[0]!.shape) : inputs;
    const simple = kernel.simplify?.(attributes, this, ...lean);
    if (simple !== undefined) return [this.broadcast(simple, types[0]!.shape)];

    const key = `${name}${formatAttributes(attributes)} ${lean.map((value) => this.identify(value)).join(' ')}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const outputs: Value[] = [];
    const node: Node = { kernel: name, attributes: attributes ?? {}, inputs: lean, outputs };
    types.forEach(({ shape, dtype }, index) =>
      outputs.push(this.track({ shape, dtype, source: { kind: 'node', node, index } })),
    );
    this.known.set(key, outputs);
    this.nodes.push(node);
    return outputs;
  }

  /** The first output of a kernel. */
  one(name: string, attributes: unknown, ...inputs: Value[]): Value {
    return this.add(name, attributes, inputs)[0]!;
  }

  /** The value repeated along axes of size 1 (and new leading ones) until it has this shape. */
  broadcast(value: Value, shape: Shape): Value {
    if (sameShape(value.shape, shape)) return value;
    const padded = [...new Array<number>(shape.length - value.shape.length).fill(1), ...value.shape];
    const sameRank = this.one('Reshape', { shape: padded }, value);
    return this.one('Tile', { reps: shape.map((size, axis) => (padded[axis] === size ? 1 : size)) }, sameRank);
  }

  /** The graph of what the outputs depend on, in the order in which it was recorded. */
  finish(name: string, inputs: Graph['inputs'], outputs: Graph['outputs']): Graph {
    const live = reachableNodes(Object.values(outputs));
    return { name, inputs, outputs, nodes: this.nodes.filter((node) => live.has(node)) };
  }

  /**
   * Replaces inputs that were repeated along axes of size 1 by what was repeated, as long as the result keeps its
   * shape.
   */
  private withoutTiles(inputs: readonly Value[], shape: Shape): readonly Value[] {
    const lean = [...inputs];
    lean.forEach((value, i) => {
      if (value.source.kind !== 'node' || value.source.node.kernel !== 'Tile') return;
      const source = value.source.node.inputs[0]!;
      if (!source.shape.every((size, axis) => size === 1 || size === value.shape[axis])) return;
      const others = lean.map((other, j) => (i === j ? source : other).shape);
      if (sameShape(broadcastShapes(...others), shape)) lean[i] = source;
    });
    return lean;
  }

  private track(value: Value): Value {
    if (value.source.kind === 'constant' && value.source.data.length !== sizeOf(value.shape)) {
      throw new RangeError(
        `constant: expected ${sizeOf(value.shape)} numbers for ${formatShape(value.shape)}, got ` +
          `${value.source.data.length}`,
      );
    }
    this.ids.set(value, this.ids.size);
    return value;
  }

  private identify(value: Value): string {
    const { source } = value;
    return source.kind === 'uniform'
      ? `${source.number}${value.dtype}${formatShape(value.shape)}`
      : `#${this.ids.get(value)}`;
  }
}
