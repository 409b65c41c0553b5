import { ndarray, type NDArray } from '@latent-paths/core';

/** Rows first … first + batch − 1 of an array [n, …]; the last row stands for those past the end. */
export function takeRows({ shape, data }: NDArray, first: number, batch: number): NDArray {
  const width = data.length / shape[0]!;
  const taken = data instanceof Int32Array ? new Int32Array(batch * width) : new Float32Array(batch * width);
  for (let i = 0; i < batch; i++) {
    const row = Math.min(first + i, shape[0]! - 1);
    taken.set(data.subarray(row * width, (row + 1) * width), i * width);
  }
  return ndarray([batch, ...shape.slice(1)], taken);
}
