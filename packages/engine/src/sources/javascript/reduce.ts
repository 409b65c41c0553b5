import { numberOf, sizeOf, stridesOf, type Operator, type Tensor } from './tensor.js';
import { view } from './view.js';

/** x with the axes that are reduced at its end, as rows of `length` numbers. */
function rowsOf(x: Tensor, axes: readonly number[]): { rows: Float32Array; length: number } {
  const strides = stridesOf(x.shape);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const { data } = view(x, {
    shape: order.map((axis) => x.shape[axis]!),
    strides: order.map((axis) => strides[axis]!),
  });
  return { rows: data, length: sizeOf(axes.map((axis) => x.shape[axis]!)) };
}

/** What `reduce` makes of the numbers along the axes that the second input names; of all, where it names none. */
const reduction =
  (reduce: (numbers: Float32Array) => number): Operator =>
  ([x, named], attributes) => {
    const axes = named!.data.length === 0 ? x!.shape.map((_, axis) => axis) : Array.from(named!.data);
    const keeps = numberOf(attributes, 'keepdims', 1) === 1;
    const { rows, length } = rowsOf(x!, axes);
    const shape = x!.shape.flatMap((size, axis) => (axes.includes(axis) ? (keeps ? [1] : []) : [size]));
    const data = new Float32Array(sizeOf(shape));
    for (let i = 0; i < data.length; i++) data[i] = reduce(rows.subarray(i * length, (i + 1) * length));
    return { shape, data };
  };

const sum = (numbers: Float32Array): number => numbers.reduce((total, x) => total + x, 0);

/** Operators that make one number of many along axes. */
export const reductions = {
  ReduceSum: reduction(sum),
  ReduceMean: reduction((numbers) => sum(numbers) / numbers.length),
  ReduceMax: reduction((numbers) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)),
  ReduceMin: reduction((numbers) => numbers.reduce((a, b) => Math.min(a, b), Infinity)),
} as const satisfies Readonly<Record<string, Operator>>;
