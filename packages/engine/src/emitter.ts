import { sameShape, sizeOf, type Shape } from '@latent-paths/core';
import { broadcastShapes } from './broadcast.js';
import {
  countUses,
  DATA_TYPES,
  formatNumber,
  type Graph,
  type Value,
  type ValueData,
  type ValueType,
} from './graph.js';
import { arrangeAxes, keepsBytes, permute, TO_CHANNELS_FIRST, TO_PLAIN, transposeData, type Layout } from './layout.js';

export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface Initialiser {
  readonly shape: Shape;
  readonly dtype: ValueType | 'int64';
  readonly data: ValueData | BigInt64Array;
}

/** Where a lowered output is: its ONNX name, and its layout where that is not plain. */
export type Lowered = string | { readonly name: string; readonly layout: Layout };

interface Call {
  readonly attributes?: Readonly<Record<string, OnnxAttribute | undefined>>;
  readonly domain?: 'com.microsoft';
}

/** Collects the ONNX nodes and initialisers of one model, and knows where and in which layout each value is. */
export class Emitter {
  readonly nodes: OnnxNode[] = [];
  readonly initialisers = new Map<string, Initialiser>();
  private readonly places = new Map<Value, Map<Layout, string>>();
  private readonly made = new Map<string, string>();
  private readonly uses: ReadonlyMap<Value, number>;
  private count = 0;

  constructor(graph: Graph) {
    this.uses = countUses(graph);
  }

  /** How often the graph reads a value. */
  usesOf(value: Value): number {
    return this.uses.get(value) ?? 0;
  }

  /** States where a value is. */
  place(value: Value, lowered: Lowered): void {
    const { name, layout } = typeof lowered === 'string' ? { name: lowered, layout: 'plain' as const } : lowered;
    const places = this.places.get(value);
    if (places === undefined) this.places.set(value, new Map([[layout, name]]));
    else places.set(layout, name);
  }

  /** The layout in which a value was made. */
  layoutOf(value: Value): Layout {
    return this.places.get(value)?.keys().next().value ?? 'plain';
  }

  /** `channels-first` where one of the values is an image in that layout. */
  commonLayout(...values: Value[]): Layout {
    return values.some((value) => this.layoutOf(value) === 'channels-first') ? 'channels-first' : 'plain';
  }

  /** The ONNX name of a value in a layout. A value is transposed to it at most once; a constant is transposed here. */
  read(value: Value, layout: Layout = 'plain'): string {
    const known = this.places.get(value)?.get(layout);
    if (known !== undefined) return known;
    if (value.source.kind === 'constant' && layout === 'plain') {
      this.initialisers.set(value.source.name, { shape: value.shape, dtype: value.dtype, data: value.source.data });
      this.place(value, value.source.name);
      return value.source.name;
    }
    if (value.source.kind === 'uniform') {
      const data = new DATA_TYPES[value.dtype](sizeOf(value.shape)).fill(value.source.number);
      return this.initialiser({ shape: arrangeAxes(value.shape, layout), dtype: value.dtype, data });
    }
    const from = layout === 'plain' ? 'channels-first' : 'plain';
    const permutation = layout === 'plain' ? TO_PLAIN : TO_CHANNELS_FIRST;
    const name = this.transpose(this.read(value, from), arrangeAxes(value.shape, from), permutation);
    this.place(value, { name, layout });
    return name;
  }

  /** An operand of an element-wise ONNX node whose result has rank 4 in `layout` or any rank in plain layout. */
  operand(value: Value, layout: Layout): string {
    if (value.source.kind === 'uniform') return this.scalar(value.source.number, value.dtype);
    if (layout === 'plain' || value.shape.length === 4) return this.read(value, layout);
    if (value.shape.length === 0) return this.read(value);
    const padded = [...new Array<number>(4 - value.shape.length).fill(1), ...value.shape];
    return this.transpose(this.reshape(this.read(value), padded), padded, TO_CHANNELS_FIRST);
  }

  /** An element-wise node over values that broadcast to `output`. */
  elementwise(op: string, output: Value, inputs: readonly Value[], call?: Call): Lowered {
    const layout = output.shape.length === 4 ? this.commonLayout(...inputs) : 'plain';
    const name = this.node(
      op,
      inputs.map((value) => this.operand(value, layout)),
      call,
    );
    const made = broadcastShapes(...inputs.map(({ source, shape }) => (source.kind === 'uniform' ? [] : shape)));
    if (sameShape(made, output.shape)) return { name, layout };
    return { name: this.node('Expand', [name, this.ints(arrangeAxes(output.shape, layout))]), layout };
  }

  /** Emits a node and returns the name of its only output. */
  node(op: string, inputs: readonly string[], call: Call = {}): string {
    return this.nodeOf(1, op, inputs, call)[0]!;
  }

  /** Emits a node and returns the names of its outputs. */
  nodeOf(
    outputs: number,
    op: string,
    inputs: readonly string[],
    { attributes = {}, domain }: Call = {},
  ): readonly string[] {
    const base = `${op}_${this.count++}`;
    const names = Array.from({ length: outputs }, (_, i) => (outputs === 1 ? base : `${base}.${i}`));
    const given = Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    this.nodes.push({ op, domain: domain ?? '', inputs, outputs: names, attributes: Object.fromEntries(given) });
    return names;
  }

  /** Removes a node that nothing has read, so that it can be emitted again with more inputs. */
  retract(name: string): OnnxNode {
    const index = this.nodes.findLastIndex(({ outputs }) => outputs[0] === name);
    return this.nodes.splice(index, 1)[0]!;
  }

  /** What `make` emits. It is emitted once for each key. */
  once(key: string, make: () => string): string {
    const known = this.made.get(key) ?? make();
    this.made.set(key, known);
    return known;
  }

  /** `permutation` as TensorFlow.js and ONNX state it: axis i of the result is axis permutation[i] of the input. */
  transpose(name: string, shape: Shape, permutation: readonly number[]): string {
    if (permutation.every((axis, i) => axis === i)) return name;
    return this.once(`${name}:${permutation.join(',')}`, () => this.transposeAnew(name, shape, permutation));
  }

  private transposeAnew(name: string, shape: Shape, permutation: readonly number[]): string {
    if (keepsBytes(shape, permutation)) return this.reshape(name, permute(shape, permutation));
    const constant = this.initialisers.get(name);
    if (constant === undefined || constant.data instanceof BigInt64Array) {
      return this.node('Transpose', [name], { attributes: { perm: permutation } });
    }
    const data = transposeData(shape, constant.data, permutation);
    return this.initialiser({ shape: permute(shape, permutation), dtype: constant.dtype, data });
  }

  reshape(name: string, shape: Shape): string {
    const constant = this.initialisers.get(name);
    if (constant !== undefined) return this.initialiser({ ...constant, shape });
    return this.once(`${name}:[${shape.join(',')}]`, () => this.node('Reshape', [name, this.ints(shape)]));
  }

  initialiser(value: Initialiser): string {
    const name = `c${this.initialisers.size}`;
    this.initialisers.set(name, value);
    return name;
  }

  /** A list of 64-bit integers, as ONNX wants shapes and axes. */
  ints(values: readonly number[]): string {
    const name = `i64[${values.join(',')}]`;
    this.initialisers.set(name, { shape: [values.length], dtype: 'int64', data: BigInt64Array.from(values, BigInt) });
    return name;
  }

  scalar(number: number, dtype: ValueType = 'float32'): string {
    const name = `${dtype}(${formatNumber(number)})`;
    this.initialisers.set(name, { shape: [], dtype, data: DATA_TYPES[dtype].of(number) });
    return name;
  }
}
