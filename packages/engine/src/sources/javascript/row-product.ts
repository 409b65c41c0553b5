import { plainProduct } from './plain-product.js';
import { simdProduct } from './simd-product.js';
import type { RowProduct } from './tensor.js';

/** For a matrix that never changes: by SIMD where WebAssembly has it and the page allows it, else plain JavaScript. */
export function rowProduct(matrix: Float32Array, rows: number, columns: number): RowProduct {
  return simdProduct(matrix, rows, columns) ?? plainProduct(matrix, rows, columns);
}
