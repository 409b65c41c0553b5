/** x·M of one matrix M [k, m]: x holds k numbers, out takes m. */
export type RowProduct = (x: Float32Array, out: Float32Array) => void;

/** An array in row-major order; booleans are 0 and 1, whole numbers are floats. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** x·M of a matrix that never changes, prepared once. */
  readonly product?: RowProduct;
}

export type Attributes = Readonly<Record<string, number | string | readonly number[] | { readonly float: number }>>;

/** One operator of ONNX: what it makes of its inputs, a list where that is several. */
export type Operator = (inputs: readonly Tensor[], attributes: Attributes) => Tensor | readonly Tensor[];

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Steps from one index to the next along each axis of a row-major array. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** A list of whole numbers that an attribute holds; `standard` where it holds none. */
export function listOf(attributes: Attributes, name: string, standard: readonly number[]): readonly number[] {
  const value = attributes[name];
  return Array.isArray(value) ? (value as readonly number[]) : standard; // Array.isArray does not narrow readonly ones
}

export function numberOf(attributes: Attributes, name: string, standard: number): number {
  const value = attributes[name];
  if (typeof value === 'number') return value;
  return typeof value === 'object' && 'float' in value ? value.float : standard;
}
