/** Rows of an [n, d] array less their mean, in double precision. @throws if n < 2 or rows are not whole */
export function centred(rows: Float32Array, d: number): Float64Array {
  const n = rows.length / d;
  if (!Number.isInteger(n) || n < 2) {
    throw new RangeError(`centred: expected at least two whole rows of ${d} numbers, got ${rows.length} numbers`);
  }
  // Sums of like float32 are exact in double precision, so that equal rows give exactly 0.
  const total = new Float64Array(d);
  rows.forEach((x, i) => (total[i % d]! += x));
  return Float64Array.from(rows, (x, i) => x - total[i % d]! / n);
}

/** tr Σ: the unbiased variance of rows, summed over d. */
export function totalVariance(rows: Float32Array, d: number): number {
  return centred(rows, d).reduce((sum, x) => sum + x * x, 0) / (rows.length / d - 1);
}

/** Each row's squared distance to the mean of the [n, d] rows, times n/(n−1): their mean is `totalVariance`; [n]. */
export function spread(rows: Float32Array, d: number): Float32Array {
  const n = rows.length / d;
  const deviations = centred(rows, d);
  return Float32Array.from(
    { length: n },
    (_, i) => (deviations.subarray(i * d, (i + 1) * d).reduce((sum, x) => sum + x * x, 0) * n) / (n - 1),
  );
}
