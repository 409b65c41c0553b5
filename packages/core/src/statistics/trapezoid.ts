/**
 * ∫₀¹ f(α) dα of values on a uniform grid that holds both ends, by the trapezoid rule: (f₀/2 + f₁ + … + fₙ/2)/n.
 * @throws RangeError if there are fewer than two values
 */
export function trapezoid(values: ArrayLike<number>): number {
  const last = values.length - 1;
  if (last < 1) throw new RangeError(`trapezoid: expected at least 2 values, got ${values.length}`);
  let sum = (values[0]! + values[last]!) / 2;
  for (let i = 1; i < last; i++) sum += values[i]!;
  return sum / last;
}
