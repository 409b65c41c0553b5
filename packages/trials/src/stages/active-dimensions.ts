/** Variance over pictures above which a dimension of their latents says something of them. */
const LEAST = 0.01;

/** Mean and variance of each column of an [n, d] array. */
export function momentsOf(latents: Float32Array, d: number): { readonly mean: number; readonly variance: number }[] {
  const n = latents.length / d;
  return Array.from({ length: d }, (_, j) => {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const z = latents[i * d + j]!;
      sum += z;
      squares += z * z;
    }
    return { mean: sum / n, variance: squares / n - (sum / n) ** 2 };
  });
}

/** Dimensions whose variance over the rows of an [n, d] array is above 0.01, in rising order. */
export function activeDimensions(latents: Float32Array, d: number): number[] {
  return momentsOf(latents, d).flatMap(({ variance }, j) => (variance > LEAST ? [j] : []));
}
