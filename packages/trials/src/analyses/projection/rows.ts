import { spread } from '@latent-paths/model';

/** ‖a_i − b_i‖ of each row i of two arrays [n, d]; [n] */
export function rowDistances(a: Float32Array, b: Float32Array, size: number): Float32Array {
  return Float32Array.from({ length: a.length / size }, (_, i) => {
    let sum = 0;
    for (let j = i * size; j < (i + 1) * size; j++) sum += (a[j]! - b[j]!) ** 2;
    return Math.sqrt(sum);
  });
}

/** Some rows of an array [n, d], copied. */
export function rowsAt(rows: Float32Array, places: readonly number[], size: number): Float32Array {
  const taken = new Float32Array(places.length * size);
  places.forEach((row, i) => taken.set(rows.subarray(row * size, (row + 1) * size), i * size));
  return taken;
}

/** tr Cov of rows [n, d], unbiased. */
export function totalVariance(rows: Float32Array, size: number): number {
  return spread(rows, size).reduce((sum, value) => sum + value, 0) / (rows.length / size);
}

/** tr Cov of some rows relative to that of others; null if the others are one point. */
export function relativeVariance(rows: Float32Array, to: Float32Array, size: number): number | null {
  const variance = totalVariance(to, size);
  return variance === 0 ? null : totalVariance(rows, size) / variance;
}
