import { sizeOf, stridesOf, type Tensor } from './tensor.js';

interface View {
  readonly shape: readonly number[];
  /** Of each axis of `shape` among the numbers of the array. */
  readonly strides: readonly number[];
  readonly offset?: number;
}

/** The numbers that a walk over an array reads: a part, another order of axes, or the same again. */
export function view({ data }: Tensor, { shape, strides, offset = 0 }: View): Tensor {
  const out = new Float32Array(sizeOf(shape));
  const index = new Array<number>(shape.length).fill(0);
  let from = offset;
  for (let to = 0; to < out.length; to++) {
    out[to] = data[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
      from -= strides[axis]! * shape[axis]!;
    }
  }
  return { shape, data: out };
}

/** The shape of several arrays that repeat along axes of size 1, aligned at the end. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    shapes.reduce((size, shape) => {
      const own = shape[axis - rank + shape.length] ?? 1;
      return own === 1 ? size : own;
    }, 1),
  );
}

/** An array repeated to a shape that its own fits. */
export function expanded(x: Tensor, shape: readonly number[]): Tensor {
  const size = sizeOf(shape);
  if (x.data.length === size) return { shape, data: x.data }; // at most axes of size 1 are added
  if (x.data.length === 1) return { shape, data: new Float32Array(size).fill(x.data[0]!) };
  const own = stridesOf(x.shape);
  const missing = shape.length - x.shape.length;
  const strides = shape.map((_, axis) => (axis < missing || x.shape[axis - missing] === 1 ? 0 : own[axis - missing]!));
  return view(x, { shape, strides });
}
