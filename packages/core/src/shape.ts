/** Sizes of an array's axes, outermost first. */
export type Shape = readonly number[];

/** Number of elements of an array of this shape; 1 for a scalar (`[]`). */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}

/** `[256, 513]` */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** A dense array in row-major order: what crosses from room to room where no tensor may. */
export interface NDArray<Data extends Float32Array | Int32Array = Float32Array | Int32Array> {
  readonly shape: Shape;
  readonly data: Data;
}

/** Arrays by name: weights, optimiser state, a batch. */
export type NamedArrays = Readonly<Record<string, NDArray>>;

/** @throws if the number of elements is not that of the shape */
export function ndarray<Data extends Float32Array | Int32Array>(shape: Shape, data: Data): NDArray<Data> {
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(
      `ndarray: expected ${sizeOf(shape)} elements for shape ${formatShape(shape)}, got ${data.length}`,
    );
  }
  return { shape, data };
}
