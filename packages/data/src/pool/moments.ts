/** Count, mean and sum of squared deviations from it, per dimension: enough to go on, and to merge. */
export interface Moments {
  readonly count: number;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

/** Moments of the rows of a row-major array [n, dimensions], n ≥ 1, in two passes. */
export function momentsOf(rows: Float32Array, dimensions: number): Moments {
  const count = rows.length / dimensions;
  const mean = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  for (let i = 0; i < rows.length; i++) mean[i % dimensions]! += rows[i]! / count;
  for (let i = 0; i < rows.length; i++) squares[i % dimensions]! += (rows[i]! - mean[i % dimensions]!) ** 2;
  return { count, mean, squares };
}

/** Moments of two sets of rows together (Chan, Golub & LeVeque 1979). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const shift = a.mean.map((mean, i) => b.mean[i]! - mean);
  return {
    count,
    mean: a.mean.map((mean, i) => mean + (shift[i]! * b.count) / count),
    squares: a.squares.map((squares, i) => squares + b.squares[i]! + (shift[i]! ** 2 * a.count * b.count) / count),
  };
}

/** √(squares / count) per dimension. */
export function deviationOf({ count, squares }: Moments): Float64Array {
  return squares.map((sum) => Math.sqrt(sum / count));
}

/** The moments that a count, a mean and a deviation came from. */
export function momentsFrom(count: number, mean: readonly number[], deviation: readonly number[]): Moments {
  return { count, mean: Float64Array.from(mean), squares: Float64Array.from(deviation, (value) => value ** 2 * count) };
}
