/** Locals of `multiply`: its five arguments, then what it keeps. */
const X = 0;
const ROWS = 1;
const MATRIX = 2;
const OUT = 3;
const COLUMNS = 4;
const ROW = 5;
const ROW_END = 6;
const OUT_END = 7;
const FACTOR = 8;
const SUMS = [9, 10, 11, 12];

const I32 = 0x7f;
const V128 = 0x7b;
/** The largest offset and the least alignment that loads and stores need: numbers of four bytes. */
const ALIGNED = 2;

// Instructions, by their names in the text format.
const LOOP = [0x03, 0x40];
const END = [0x0b];
const AGAIN_IF = [0x0d, 0];
const LESS = [0x49]; // i32.lt_u
const ADD = [0x6a]; // i32.add
const TIMES_4 = [0x41, 2, 0x74]; // i32.const 2, i32.shl
const SPLAT = [0xfd, 0x09, ALIGNED, 0]; // v128.load32_splat
const ZERO = [0xfd, 0x0c, ...new Array<number>(16).fill(0)]; // v128.const
const ADD_4 = [0xfd, 0xe4, 0x01]; // f32x4.add
const MULTIPLY_4 = [0xfd, 0xe6, 0x01]; // f32x4.mul
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const load = (offset: number) => [0xfd, 0x00, ALIGNED, offset];
const store = (offset: number) => [0xfd, 0x0b, ALIGNED, offset];
const advance = (local: number, bytes: number) => [...get(local), 0x41, ...signed(bytes), ...ADD, ...set(local)];

/** A whole number from 0 to 8191 as WebAssembly writes signed ones. */
const signed = (value: number) => (value < 64 ? [value] : [(value & 0x7f) | 0x80, value >> 7]);
/** A whole number from 0 to 16383 as it writes unsigned ones. */
const unsigned = (value: number) => (value < 128 ? [value] : [(value & 0x7f) | 0x80, value >> 7]);

/**
 * multiply(x, rows, matrix, out, columns), places in bytes: out[columns] = x[rows] · the matrix [columns/16, rows, 16].
 */
const BODY = [
  ...[...get(X), ...get(ROWS), ...TIMES_4, ...ADD, ...set(ROW_END)],
  ...[...get(OUT), ...get(COLUMNS), ...TIMES_4, ...ADD, ...set(OUT_END)],
  ...LOOP,
  ...SUMS.flatMap((sum) => [...ZERO, ...set(sum)]),
  ...[...get(X), ...set(ROW)],
  ...LOOP,
  ...[...get(ROW), ...SPLAT, ...set(FACTOR)],
  ...SUMS.flatMap((sum, i) => [
    ...[...get(sum), ...get(FACTOR), ...get(MATRIX), ...load(16 * i)],
    ...[...MULTIPLY_4, ...ADD_4, ...set(sum)],
  ]),
  ...[...advance(MATRIX, 64), ...advance(ROW, 4)],
  ...[...get(ROW), ...get(ROW_END), ...LESS, ...AGAIN_IF],
  ...END,
  ...SUMS.flatMap((sum, i) => [...get(OUT), ...get(sum), ...store(16 * i)]),
  ...advance(OUT, 64),
  ...[...get(OUT), ...get(OUT_END), ...LESS, ...AGAIN_IF],
  ...END,
  ...END,
];

const text = (value: string) => [value.length, ...Array.from(value, (letter) => letter.charCodeAt(0))];
const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];

/** A module of WebAssembly with SIMD: it imports `own.memory` and exports `multiply`. */
export function simdModule(): Uint8Array<ArrayBuffer> {
  const kept = [2, ...[3, I32], ...[1 + SUMS.length, V128]];
  const body = [...kept, ...BODY];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]), // types: one, of five arguments and no result
    ...section(2, [1, ...text('own'), ...text('memory'), 0x02, 0x00, 1]), // imports: a memory of at least a page
    ...section(3, [1, 0]), // functions: one, of the type 0
    ...section(7, [1, ...text('multiply'), 0x00, 0]), // exports: the function 0
    ...section(10, [1, ...unsigned(body.length), ...body]), // code
  ]);
}
