import { ndarray, type Shape } from '@latent-paths/core';
import type { Program } from '@latent-paths/engine';

export interface MapRowsOptions {
  readonly program: Program;
  /** Name of the input, [batch, …shape], and of the output, [batch, …]. */
  readonly input: string;
  readonly output: string;
  readonly batch: number;
  /** Of one row. */
  readonly shape: Shape;
  /** [n, …shape], n ≥ 1 */
  readonly rows: Float32Array;
}

/** What a program gives for each of n rows, batch by batch; the last batch is filled up with the last row, and cut. */
export async function mapRows({ program, input, output, batch, shape, rows }: MapRowsOptions): Promise<Float32Array> {
  const width = shape.reduce((product, size) => product * size, 1);
  const n = rows.length / width;
  let result = new Float32Array(0);
  for (let first = 0; first < n; first += batch) {
    const count = Math.min(batch, n - first);
    const some = new Float32Array(batch * width);
    some.set(rows.subarray(first * width, (first + count) * width));
    for (let i = count; i < batch; i++) some.set(rows.subarray((n - 1) * width, n * width), i * width);
    const { data } = (await program.run({ [input]: ndarray([batch, ...shape], some) }))[output]!;
    if (first === 0) result = new Float32Array((n * data.length) / batch);
    result.set(data.subarray(0, (count * data.length) / batch), (first * data.length) / batch);
  }
  return result;
}
