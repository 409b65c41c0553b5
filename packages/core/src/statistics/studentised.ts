import type { Estimate } from './estimate.js';
import type { Resamples } from './resamples.js';

/** Doublings of the standard error after which an end of an interval is held to be nowhere. */
const FARTHEST = 60;
/** Halvings of the step in which an end lies: to less than a millionth of it. */
const HALVINGS = 24;
/** A resample with less than this share of the sample's variance is one unit over and over: what it has is rounding. */
const LEAST_SPREAD = 1e-12;

/**
 * A ratio of means R̂ = mean(a)/mean(b) of paired values, tested and bounded by the symmetric studentised bootstrap
 * over the pairs (Hall 1988). That the ratio is R says that e = a − R·b has mean 0. With s the standard deviation over
 * the pairs,
 *
 *     T(R) = mean(e)/s(e),    T*(R) = (mean*(e) − mean(e))/s*(e),    p(R) = (1 + #{|T*| ≥ |T|})/(1 + #T*)
 *
 * p is two-sided. The interval holds each R with p(R) > 1 − level (Fieller's, with the bootstrap's law in place of
 * Student's), so that test and interval never disagree. Where b is 1 everywhere, R is the mean of a; e at R = 1 is the
 * difference a − b. A resample without spread takes the sample's s.
 */
export interface StudentisedRatio {
  readonly value: number;
  p(ratio: number): number;
  /** Null if the data do not bound the ratio, because the denominator does not differ from 0. */
  interval(level?: number): Estimate | null;
}

/**
 * @throws RangeError if the values are not paired, the resamples are of other units, or mean(denominator) is 0
 */
export function studentisedRatio(
  numerator: ArrayLike<number>,
  denominator: ArrayLike<number>,
  resamples: Resamples,
): StudentisedRatio {
  const n = numerator.length;
  if (denominator.length !== n)
    throw new RangeError(`studentisedRatio: expected paired values, got ${n} and ${denominator.length}`);
  if (resamples[0]?.length !== n)
    throw new RangeError(`studentisedRatio: expected resamples of ${n} units, got ${resamples[0]?.length ?? 'none'}`);
  const level = meanOf(denominator);
  if (level === 0) throw new RangeError('studentisedRatio: expected a denominator with a mean other than 0, got 0');
  const value = meanOf(numerator) / level;
  // e = u + δ·v + δ·level with δ = R̂ − R: moments of u and v, both of mean 0, give T and every T* at any R.
  const u = Float64Array.from(numerator, (a, i) => a - value * denominator[i]!);
  const v = Float64Array.from(denominator, (b) => b - level);
  const whole = momentsOf(u, v, [Int32Array.from(u, (_, i) => i)]);
  const drawn = momentsOf(u, v, resamples);
  const spreadOf = (moments: Moments, r: number, delta: number) =>
    moments.uu[r]! + delta * (2 * moments.uv[r]! + delta * moments.vv[r]!);

  function p(ratio: number): number {
    const delta = value - ratio;
    const spread = Math.max(0, spreadOf(whole, 0, delta));
    const t = delta === 0 ? 0 : Math.abs(delta * level) / Math.sqrt(spread);
    let asFar = 0;
    for (let r = 0; r < resamples.length; r++) {
      const mean = Math.abs(drawn.u[r]! + delta * drawn.v[r]!);
      const own = spreadOf(drawn, r, delta);
      if ((mean === 0 ? 0 : mean / Math.sqrt(own > LEAST_SPREAD * spread ? own : spread)) >= t) asFar++;
    }
    return (1 + asFar) / (1 + resamples.length);
  }

  /** Where p falls to 1 − level on one side of R̂; null if it does nowhere. */
  function end(side: 1 | -1, least: number): number | null {
    let step = Math.sqrt(whole.uu[0]! / n) / Math.abs(level);
    let inside = 0;
    for (let i = 0; p(value + side * step) > least; i++) {
      if (i === FARTHEST) return null;
      [inside, step] = [step, 2 * step];
    }
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (inside + step) / 2;
      if (p(value + side * middle) > least) inside = middle;
      else step = middle;
    }
    return value + side * inside;
  }

  return {
    value,
    p,
    interval(confidence = 0.95) {
      if (whole.uu[0] === 0) return { value, low: value, high: value };
      const [low, high] = [end(-1, 1 - confidence), end(1, 1 - confidence)];
      return low === null || high === null ? null : { value, low, high };
    },
  };
}

/** Means, variances and covariance of u and v, of one resample after the other. */
type Moments = Readonly<Record<'u' | 'v' | 'uu' | 'uv' | 'vv', Float64Array>>;

function momentsOf(a: Float64Array, b: Float64Array, resamples: Resamples): Moments {
  const of = () => new Float64Array(resamples.length);
  const moments = { u: of(), v: of(), uu: of(), uv: of(), vv: of() };
  for (const [r, units] of resamples.entries()) {
    let u = 0;
    let v = 0;
    let uu = 0;
    let uv = 0;
    let vv = 0;
    for (let i = 0; i < units.length; i++) {
      const x = a[units[i]!]!;
      const y = b[units[i]!]!;
      u += x;
      v += y;
      uu += x * x;
      uv += x * y;
      vv += y * y;
    }
    const n = units.length;
    moments.u[r] = u / n;
    moments.v[r] = v / n;
    moments.uu[r] = uu / n - (u / n) ** 2;
    moments.uv[r] = uv / n - (u / n) * (v / n);
    moments.vv[r] = vv / n - (v / n) ** 2;
  }
  return moments;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
