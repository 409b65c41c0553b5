import { exp, mul, neg, square } from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: error below 1.5e-7. */
const P = 0.3275911;
const COEFFICIENTS = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];

function erf(x: number): number {
  const t = 1 / (1 + P * Math.abs(x));
  const polynomial = COEFFICIENTS.reduce((sum, coefficient) => (sum + coefficient) * t, 0);
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}

/** The error function 2/√π·∫₀ˣ exp(−t²) dt, derivative 2/√π·exp(−x²). */
export const Erf = unary({
  op: 'Erf',
  number: erf,
  gradient: {
    saves: ['x'],
    of: (_, dy, x) => ({ x: () => mul(dy, mul(2 / Math.sqrt(Math.PI), exp(neg(square(x))))) }),
  },
});
