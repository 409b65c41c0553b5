import { greater, log, mul, pow, sub, where, zerosLike } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';
import { isUniform, type Value } from '../graph.js';
import type { GraphWriter } from '../graph-writer.js';

/** Powers that cost less than a power. */
function simplify(_: unknown, graph: GraphWriter, x: Value, exponent: Value): Value | undefined {
  if (isUniform(exponent, 1)) return x;
  if (isUniform(exponent, 2)) return graph.one('Square', {}, x);
  if (isUniform(exponent, 3)) return graph.one('Multiply', {}, x, graph.one('Square', {}, x));
  if (isUniform(exponent, 0.5)) return graph.one('Sqrt', {}, x);
  if (isUniform(exponent, 1.5)) return graph.one('Multiply', {}, x, graph.one('Sqrt', {}, x));
  if (isUniform(exponent, -0.5)) return graph.one('Rsqrt', {}, x);
  if (isUniform(exponent, -1)) return graph.one('Reciprocal', {}, x);
  return undefined;
}

/** a to the power b. */
export const Pow = binary({
  op: 'Pow',
  number: Math.pow,
  simplify,
  gradient: {
    saves: ['a', 'b'],
    savesOutput: true,
    of: (_, dy, a, b, y) => ({
      a: () => sumTo(mul(dy, mul(b, pow(a, sub(b, 1)))), a.shape),
      b: () => sumTo(mul(dy, mul(y, where(greater(a, 0), log(a), zerosLike(a)))), b.shape),
    }),
  },
});
