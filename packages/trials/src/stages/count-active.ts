/** Dimensions whose variance over the rows of an [n, d] array is above 0.01. */
export function countActive(latents: Float32Array, d: number): number {
  const n = latents.length / d;
  let active = 0;
  for (let j = 0; j < d; j++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const z = latents[i * d + j]!;
      sum += z;
      squares += z * z;
    }
    if (squares / n - (sum / n) ** 2 > 0.01) active++;
  }
  return active;
}
