import { plainProduct } from './plain-product.js';
import { sizeOf, type Operator, type RowProduct, type Tensor } from './tensor.js';
import { broadcastShape, expanded } from './view.js';

/** Rows [n, k] times a matrix [k, m] → out [n, m]. */
function multiply(rows: Float32Array, length: number, product: RowProduct, out: Float32Array): void {
  const count = rows.length / length;
  const columns = out.length / count;
  for (let row = 0; row < count; row++)
    product(rows.subarray(row * length, (row + 1) * length), out.subarray(row * columns, (row + 1) * columns));
}

/** A·B over the last two axes; the others repeat where they are 1. */
function matMul(a: Tensor, b: Tensor): Tensor {
  const [length, columns] = [b.shape.at(-2)!, b.shape.at(-1)!];
  if (b.shape.length === 2) {
    const shape = [...a.shape.slice(0, -1), columns];
    const out = new Float32Array(sizeOf(shape));
    multiply(a.data, length, b.product ?? plainProduct(b.data, length, columns), out);
    return { shape, data: out };
  }
  const outer = broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  const rows = a.shape.at(-2)!;
  const left = expanded(a, [...outer, rows, length]).data;
  const right = expanded(b, [...outer, length, columns]).data;
  const shape = [...outer, rows, columns];
  const out = new Float32Array(sizeOf(shape));
  for (let i = 0; i < sizeOf(outer); i++) {
    const matrix = right.subarray(i * length * columns, (i + 1) * length * columns);
    multiply(
      left.subarray(i * rows * length, (i + 1) * rows * length),
      length,
      plainProduct(matrix, length, columns),
      out.subarray(i * rows * columns, (i + 1) * rows * columns),
    );
  }
  return { shape, data: out };
}

export const products = {
  MatMul: ([a, b]) => matMul(a!, b!),
} as const satisfies Readonly<Record<string, Operator>>;
