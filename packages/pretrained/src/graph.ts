import type { Shape } from '@latent-paths/core';

/** Types of elements that a model may hold once it is read; float16, bfloat16 and float64 have become float32. */
export type ElementType =
  'float32' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint64' | 'uint32' | 'uint16' | 'uint8' | 'bool';

/** An array whose numbers are known. Integers and truth values are held as float64: exact below 2⁵³. */
export interface Constant {
  readonly type: ElementType;
  readonly shape: Shape;
  readonly data: Float32Array | Float64Array;
}

/**
 * An input or output of a graph. An axis is a number where it is fixed, and a name (perhaps empty) where it is not.
 */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  /** Absent if the file does not say. */
  readonly shape?: readonly (number | string)[];
}

export type Attribute =
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'ints' | 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: Constant }
  /** Of a kind that no operator here reads: a subgraph, a sparse tensor, a type. */
  | { readonly kind: 'other'; readonly value: string };

export interface OnnxNode {
  readonly op: string;
  /** '' for ONNX's own operators. */
  readonly domain: string;
  readonly name: string;
  /** '' where an optional one is absent. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A model as it was read: functions are inlined, and every node comes after those it reads. */
export interface OnnxGraph {
  /** How messages call the file. */
  readonly file: string;
  readonly opset: number;
  readonly producer: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, Constant>;
  /** What the file says of tensors between nodes. */
  readonly between: ReadonlyMap<string, Port>;
  /** What reading changed, one sentence each. */
  readonly notes: readonly string[];
}

/** `/decoder/conv1/Conv`, or the name of its first output where the node has no name. */
export function nameOf({ name, outputs }: OnnxNode): string {
  return name === '' ? (outputs[0] ?? '') : name;
}
