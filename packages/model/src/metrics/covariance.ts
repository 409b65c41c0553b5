/** Rows of an [n, d] array less their mean, in double precision. @throws where n < 2 or rows are not whole */
export function centred(rows: Float32Array, d: number): Float64Array {
  const n = rows.length / d;
  if (!Number.isInteger(n) || n < 2) {
    throw new RangeError(`centred: expected at least two whole rows of ${d} numbers, got ${rows.length} numbers`);
  }
  const mean = new Float64Array(d);
  rows.forEach((x, i) => (mean[i % d]! += x / n));
  return Float64Array.from(rows, (x, i) => x - mean[i % d]!);
}

/** tr Σ: the unbiased variance of rows, summed over d. */
export function totalVariance(rows: Float32Array, d: number): number {
  const n = rows.length / d;
  return centred(rows, d).reduce((sum, x) => sum + x * x, 0) / (n - 1);
}
