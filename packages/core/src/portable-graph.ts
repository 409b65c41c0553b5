type ElementType = 'float32' | 'int32' | 'bool';

interface PortableType {
  /** Place among the graph's values. */
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: ElementType;
}

/** Numbers of a constant, or the one number in every place of it. */
export interface PortableConstant<Data = Float32Array | Int32Array | Uint8Array> extends PortableType {
  readonly data: Data | number;
}

/** One call of a TensorFlow.js kernel. */
export interface PortableNode {
  readonly kernel: string;
  readonly attributes: unknown;
  readonly inputs: readonly number[];
  /** TensorFlow.js's names of the inputs; null where it takes a list of them. */
  readonly names: readonly string[] | null;
  readonly outputs: readonly number[];
}

/** A step as data that any backend of TensorFlow.js can compute, each node after those it reads. */
export interface PortableGraph<Data = Float32Array | Int32Array | Uint8Array> {
  readonly name: string;
  readonly inputs: Readonly<Record<string, PortableType>>;
  readonly constants: readonly PortableConstant<Data>[];
  readonly nodes: readonly PortableNode[];
  /** Names of the outputs, and places of their values. */
  readonly outputs: Readonly<Record<string, number>>;
}
