import { ndarray, type NDArray } from '@latent-paths/core';

/** Rows of an array [n, …], picked by number; [rows, …] */
function pick({ shape, data }: NDArray, rows: readonly number[]): NDArray {
  const width = data.length / shape[0]!;
  const picked =
    data instanceof Int32Array ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width);
  rows.forEach((row, i) => picked.set(data.subarray(row * width, (row + 1) * width), i * width));
  return ndarray([rows.length, ...shape.slice(1)], picked);
}

/** Rows first … first + count − 1 of an array [n, …]; the last row stands for those past the end. */
export function takeRows(array: NDArray, first: number, count: number): NDArray {
  return pick(
    array,
    Array.from({ length: count }, (_, i) => Math.min(first + i, array.shape[0]! - 1)),
  );
}

/** Each of the first `count` rows of an array [n, …] `times` times over; [count · times, …] */
export function repeatRows(array: NDArray, count: number, times: number): NDArray {
  return pick(
    array,
    Array.from({ length: count * times }, (_, i) => Math.floor(i / times)),
  );
}
