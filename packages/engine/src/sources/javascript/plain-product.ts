import type { RowProduct } from './tensor.js';

/** Rows of a matrix that are read at once: their numbers lie beside each other. */
const ROWS = 12;

/** A matrix [k, m] as `multiply` reads it: [⌈k/12⌉, m, 12], with zeros for the rows that it lacks. */
function pack(matrix: Float32Array, rows: number, columns: number): Float32Array {
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
function multiply(x: Float64Array, packed: Float32Array, sums: Float64Array): void {
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

/** In plain JavaScript, with sums of double precision. */
export function plainProduct(matrix: Float32Array, rows: number, columns: number): RowProduct {
  const packed = pack(matrix, rows, columns);
  const x = new Float64Array(Math.ceil(rows / ROWS) * ROWS);
  const sums = new Float64Array(columns);
  return (given, out) => {
    x.set(given);
    multiply(x, packed, sums);
    out.set(sums);
  };
}
