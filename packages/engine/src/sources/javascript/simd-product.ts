import { simdModule } from './simd-module.js';
import type { RowProduct } from './tensor.js';

/** Columns that `multiply` of the module sums at once. */
const COLUMNS = 16;
/** Bytes of float32. */
const SIZE = 4;
const PAGE = 65_536;

const upTo = (multiple: number, count: number) => Math.ceil(count / multiple) * multiple;

/** Compiled once; null where WebAssembly is absent, has no SIMD, or is forbidden by the page's policy. */
let compiled: WebAssembly.Module | null | undefined;

function compile(): WebAssembly.Module | null {
  const code = simdModule();
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return null;
  try {
    return new WebAssembly.Module(code);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return null; // a policy without 'wasm-unsafe-eval'
    throw error;
  }
}

/** A matrix [k, m] as `multiply` reads it, in one sweep: [⌈m/16⌉, k, 16], with zeros for the columns that it lacks. */
function pack(matrix: Float32Array, rows: number, columns: number, packed: Float32Array): void {
  for (let column = 0; column < columns; column++) {
    const begin = (column - (column % COLUMNS)) * rows + (column % COLUMNS);
    for (let row = 0; row < rows; row++) packed[begin + row * COLUMNS] = matrix[row * columns + column]!;
  }
}

/** By WebAssembly's SIMD, with sums of single precision in sixteen lanes; null where it cannot be had. */
export function simdProduct(matrix: Float32Array, rows: number, columns: number): RowProduct | null {
  if (compiled === undefined) compiled = compile();
  if (compiled === null || rows === 0) return null;
  const width = upTo(COLUMNS, columns);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((SIZE * (rows + width + rows * width)) / PAGE) });
  const { multiply } = new WebAssembly.Instance(compiled, { own: { memory } }).exports as {
    multiply: (x: number, rows: number, matrix: number, out: number, columns: number) => void; // simdModule has it
  };
  const x = new Float32Array(memory.buffer, 0, rows);
  const sums = new Float32Array(memory.buffer, SIZE * rows, columns);
  const begin = SIZE * (rows + width);
  pack(matrix, rows, columns, new Float32Array(memory.buffer, begin, rows * width));
  return (given, out) => {
    x.set(given);
    multiply(0, rows, begin, SIZE * rows, width);
    out.set(sums);
  };
}
