import { numberOf, type Operator, type Tensor } from './tensor.js';
import { broadcastShape, expanded } from './view.js';

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: error below 1.5e-7. */
const ERF_P = 0.3275911;
const ERF_COEFFICIENTS = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];

function erf(x: number): number {
  const t = 1 / (1 + ERF_P * Math.abs(x));
  const polynomial = ERF_COEFFICIENTS.reduce((sum, coefficient) => (sum + coefficient) * t, 0);
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}

function map(f: (x: number) => number, { shape, data }: Tensor): Tensor {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = f(data[i]!);
  return { shape, data: out };
}

/** f of one number at each place. */
const unary =
  (f: (x: number) => number): Operator =>
  ([x]) =>
    map(f, x!);

/** f of the numbers of two arrays at each place, which repeat along axes of size 1. */
const binary =
  (f: (a: number, b: number) => number): Operator =>
  ([left, right]) => {
    const shape = broadcastShape([left!.shape, right!.shape]);
    const [a, b] = [expanded(left!, shape).data, expanded(right!, shape).data];
    const out = new Float32Array(a.length);
    for (let i = 0; i < out.length; i++) out[i] = f(a[i]!, b[i]!);
    return { shape, data: out };
  };

const Where: Operator = (inputs) => {
  const shape = broadcastShape(inputs.map((input) => input.shape));
  const [condition, a, b] = inputs.map((input) => expanded(input, shape).data);
  return { shape, data: condition!.map((is, i) => (is === 0 ? b![i]! : a![i]!)) };
};

const INTEGER = 6;
const BOOLEAN = 9;

function castTo(type: number): (x: number) => number {
  if (type === INTEGER) return Math.trunc;
  return type === BOOLEAN ? (x) => Number(x !== 0) : (x) => x;
}

/** Operators that work at each place by itself. */
export const elementwise = {
  Abs: unary(Math.abs),
  Acos: unary(Math.acos),
  Atan: unary(Math.atan),
  Cos: unary(Math.cos),
  Erf: unary(erf),
  Exp: unary(Math.exp),
  Identity: unary((x) => x),
  IsNaN: unary((x) => Number(Number.isNaN(x))),
  Log: unary(Math.log),
  Neg: unary((x) => -x),
  Not: unary((x) => Number(x === 0)),
  Reciprocal: unary((x) => 1 / x),
  Relu: unary((x) => Math.max(x, 0)),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Sign: unary(Math.sign),
  Sin: unary(Math.sin),
  Sqrt: unary(Math.sqrt),
  Tanh: unary(Math.tanh),
  Cast: ([x], attributes) => map(castTo(numberOf(attributes, 'to', 1)), x!),
  LeakyRelu: ([x], attributes) => {
    const alpha = numberOf(attributes, 'alpha', 0.01);
    return map((value) => (value < 0 ? alpha * value : value), x!);
  },
  Clip: ([x, low, high]) => map((value) => Math.min(Math.max(value, low!.data[0]!), high!.data[0]!), x!),
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Pow: binary(Math.pow),
  Max: binary((a, b) => Math.max(a, b)),
  Min: binary((a, b) => Math.min(a, b)),
  Equal: binary((a, b) => Number(a === b)),
  Greater: binary((a, b) => Number(a > b)),
  GreaterOrEqual: binary((a, b) => Number(a >= b)),
  Less: binary((a, b) => Number(a < b)),
  LessOrEqual: binary((a, b) => Number(a <= b)),
  And: binary((a, b) => Number(a !== 0 && b !== 0)),
  Or: binary((a, b) => Number(a !== 0 || b !== 0)),
  Where,
} as const satisfies Readonly<Record<string, Operator>>;
