/**
 * Holm's step-down adjustment of p-values (Holm 1979): with p_(1) ≤ … ≤ p_(m), adjusted p_(k) = min(1, max over j ≤ k
 * of (m + 1 − j)·p_(j)). To reject where the adjusted p is at most α holds the chance of any false rejection to α,
 * however the tests depend on one another. In the order given.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((i, j) => ps[i]! - ps[j]!);
  const adjusted = new Array<number>(ps.length).fill(0);
  let highest = 0;
  for (const [rank, i] of order.entries()) {
    highest = Math.min(1, Math.max(highest, (ps.length - rank) * ps[i]!));
    adjusted[i] = highest;
  }
  return adjusted;
}
