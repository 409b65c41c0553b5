import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { Estimate } from './estimate.js';
import { studentCdf, studentQuantile } from './student-t.js';

/**
 * Mean of independent values with Student's t interval, n−1 degrees of freedom.
 * @throws RangeError if there are fewer than two values
 */
export function tInterval(values: readonly number[], level = 0.95): Estimate {
  const { value, error, freedom } = momentsOf(values, 'tInterval');
  const half = studentQuantile((1 + level) / 2, freedom) * error;
  return { value, low: value - half, high: value + half };
}

/**
 * Two-sided p of Student's t test that independent values have the mean `expected`, n−1 degrees of freedom: at most 1 −
 * level exactly where `tInterval` leaves `expected` out. Values without spread have p 1 at their mean and 0 elsewhere.
 * @throws RangeError if there are fewer than two values
 */
export function tTest(values: readonly number[], expected = 0): number {
  const { value, error, freedom } = momentsOf(values, 'tTest');
  if (value === expected) return 1;
  return 2 * studentCdf(-Math.abs(value - expected) / error, freedom);
}

/**
 * Ratio of means of paired values with Fieller's interval (Fieller 1954), n−1 degrees of freedom: each R for which
 * `tTest` does not tell a − R·b from 0. Null if it has no ends, because the denominator does not differ from 0.
 * @throws RangeError if there are fewer than two values, or the values are not paired
 */
export function tRatio(numerator: readonly number[], denominator: readonly number[], level = 0.95): Estimate | null {
  const n = numerator.length;
  if (n < 2 || denominator.length !== n)
    throw new RangeError(`tRatio: expected 2 pairs of values or more, got ${n} and ${denominator.length} values`);
  const [a, b] = [mean([...numerator]), mean([...denominator])];
  const value = a / b;
  // With e = a − R·b = u + δ·b and δ = R̂ − R, u has mean 0: (δ·b)² = q·(S_uu + 2δ·S_uv + δ²·S_vv) at both ends.
  const u = numerator.map((top, i) => top - value * denominator[i]!);
  const v = denominator.map((bottom) => bottom - b);
  const q = studentQuantile((1 + level) / 2, n - 1) ** 2 / (n * (n - 1));
  const of = (x: readonly number[], y: readonly number[]) => q * x.reduce((sum, one, i) => sum + one * y[i]!, 0);
  const [uu, uv, vv] = [of(u, u), of(u, v), of(v, v)];
  const room = b * b - vv;
  if (!(room > 0)) return null;
  const half = Math.sqrt(uv * uv + room * uu);
  return { value, low: value - (uv + half) / room, high: value - (uv - half) / room };
}

/**
 * Ratio of paired positive values, one pair a unit, as exp of the mean of log(a/b) with Student's t interval, n−1
 * degrees of freedom: for units that differ in level, such as seeds that draw VAE, pool and pairs anew.
 * @throws RangeError if there are fewer than two pairs, they do not match, or a value is not positive
 */
export function tLogRatio(numerator: readonly number[], denominator: readonly number[], level = 0.95): Estimate {
  const n = numerator.length;
  if (denominator.length !== n) {
    throw new RangeError(`tLogRatio: expected paired values, got ${n} and ${denominator.length}`);
  }
  const wrong = [...numerator, ...denominator].find((value) => !(value > 0));
  if (wrong !== undefined) throw new RangeError(`tLogRatio: expected positive values, got ${wrong}`);
  const { value, low, high } = tInterval(
    numerator.map((top, i) => Math.log(top / denominator[i]!)),
    level,
  );
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

function momentsOf(
  values: readonly number[],
  where: string,
): { readonly value: number; readonly error: number; readonly freedom: number } {
  const n = values.length;
  if (n < 2) throw new RangeError(`${where}: expected at least 2 values, got ${n}`);
  return { value: mean([...values]), error: sampleStandardDeviation([...values]) / Math.sqrt(n), freedom: n - 1 };
}
