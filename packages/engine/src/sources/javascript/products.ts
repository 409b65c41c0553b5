import { sizeOf, type Operator, type Tensor } from './tensor.js';
import { broadcastShape, expanded } from './view.js';

/** Rows of a matrix that are read at once: their numbers lie beside each other. */
const ROWS = 12;

/** A matrix [k, m] as `multiplyRow` reads it: [⌈k/12⌉, m, 12], with zeros for the rows that it lacks. */
export function pack(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const packed = new Float32Array(Math.ceil(rows / ROWS) * ROWS * columns);
  for (let row = 0; row < rows; row++) {
    const begin = Math.floor(row / ROWS) * ROWS * columns + (row % ROWS);
    for (let column = 0; column < columns; column++) packed[begin + column * ROWS] = matrix[row * columns + column]!;
  }
  return packed;
}

/**
 * sums = x·M of a packed matrix; x is as long as the matrix has rows, zeros included. Each sum is read and written once
 * for twelve products.
 */
function multiplyRow(x: Float64Array, packed: Float32Array, sums: Float64Array): void {
  const columns = sums.length;
  sums.fill(0);
  for (let row = 0; row < x.length; row += ROWS) {
    const a = x[row]!;
    const b = x[row + 1]!;
    const c = x[row + 2]!;
    const d = x[row + 3]!;
    const e = x[row + 4]!;
    const f = x[row + 5]!;
    const g = x[row + 6]!;
    const h = x[row + 7]!;
    const o = x[row + 8]!;
    const p = x[row + 9]!;
    const q = x[row + 10]!;
    const r = x[row + 11]!;
    const m = packed.subarray(row * columns, (row + ROWS) * columns);
    for (let column = 0, i = 0; column < columns; column++, i += ROWS) {
      const first = a * m[i]! + b * m[i + 1]! + (c * m[i + 2]! + d * m[i + 3]!);
      const second = e * m[i + 4]! + f * m[i + 5]! + (g * m[i + 6]! + h * m[i + 7]!);
      const third = o * m[i + 8]! + p * m[i + 9]! + (q * m[i + 10]! + r * m[i + 11]!);
      sums[column]! += first + second + third;
    }
  }
}

/** Rows [n, k] times a packed matrix [k, m], from the row `begin` of the result on. */
function multiply(rows: Float32Array, length: number, packed: Float32Array, out: Float32Array): void {
  const count = rows.length / length;
  const columns = out.length / count;
  const x = new Float64Array(Math.ceil(length / ROWS) * ROWS);
  const sums = new Float64Array(columns);
  for (let row = 0; row < count; row++) {
    x.set(rows.subarray(row * length, (row + 1) * length));
    multiplyRow(x, packed, sums);
    out.set(sums, row * columns);
  }
}

/** A·B over the last two axes; the others repeat where they are 1. */
function matMul(a: Tensor, b: Tensor): Tensor {
  const [length, columns] = [b.shape.at(-2)!, b.shape.at(-1)!];
  if (b.shape.length === 2) {
    const shape = [...a.shape.slice(0, -1), columns];
    const out = new Float32Array(sizeOf(shape));
    multiply(a.data, length, b.packed ?? pack(b.data, length, columns), out);
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
      pack(matrix, length, columns),
      out.subarray(i * rows * columns, (i + 1) * rows * columns),
    );
  }
  return { shape, data: out };
}

export const products = {
  MatMul: ([a, b]) => matMul(a!, b!),
} as const satisfies Readonly<Record<string, Operator>>;
