/** Indices of the k smallest values, nearest first, without `self`; all of them if there are fewer than k. */
export function smallest(values: Float32Array, k: number, self: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (i === self || (best.length === k && values[i]! >= values[best[k - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! > values[i]!) at--;
    best.splice(at, 0, i);
    if (best.length > k) best.pop();
  }
  return best;
}
