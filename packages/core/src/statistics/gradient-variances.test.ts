import { describe, expect, it } from 'vitest';
import { fillNormal, rootKey, split } from '../rng.js';
import { gradientVariances, type GradientSquares } from './gradient-variances.js';
import { tInterval } from './student.js';

const key = rootKey(11);
const normal = (label: string, n: number): Float32Array => {
  const out = new Float32Array(n);
  fillNormal(split(key, label), 0, out);
  return out;
};

/** Squares of g_pa, given as [R][A][m]. */
function squaresOf(g: readonly (readonly (readonly number[])[])[]): GradientSquares {
  const [pairs, alphas] = [g.length, g[0]!.length];
  const mean = (vectors: readonly (readonly number[])[]) =>
    vectors[0]!.map((_, i) => vectors.reduce((sum, v) => sum + v[i]!, 0) / vectors.length);
  const square = (v: readonly number[]) => v.reduce((sum, x) => sum + x * x, 0);
  const average = (vectors: readonly (readonly number[])[]) =>
    vectors.reduce((sum, v) => sum + square(v), 0) / vectors.length;
  const columns = g[0]!.map((_, a) => mean(g.map((row) => row[a]!)));
  return {
    pairs,
    alphas,
    points: average(g.flat()),
    ofPairs: average(g.map(mean)),
    ofAlphas: average(columns),
    ofAll: square(mean(columns)),
  };
}

/** Effects of known size: g = μ + p + a + e, normal, with the given standard deviations in each of three components. */
function drawn(
  round: number,
  { R, A, mean, sizes }: { R: number; A: number; mean: readonly number[]; sizes: { p: number; a: number; e: number } },
) {
  const [p, a, e] = [normal(`p${round}`, 3 * R), normal(`a${round}`, 3 * A), normal(`e${round}`, 3 * R * A)];
  return Array.from({ length: R }, (_, i) =>
    Array.from({ length: A }, (__, j) =>
      mean.map((m, k) => m + sizes.p * p[3 * i + k]! + sizes.a * a[3 * j + k]! + sizes.e * e[3 * (i * A + j) + k]!),
    ),
  );
}

describe('the variances of a gradient', () => {
  it('are those of the textbook where they can be worked out on paper', () => {
    // g = [[1, 2], [3, 8]]: ḡ = 3.5, rows 1.5 and 5.5, columns 2 and 5; SS = 16, 9 and 4, each of one degree of
    // freedom.
    const { pair, alpha, interaction, signal } = gradientVariances(
      squaresOf([
        [[1], [2]],
        [[3], [8]],
      ]),
    );
    expect([pair, alpha, interaction, signal]).toEqual(
      [6, 2.5, 4, 12.25 - 3 - 1.25 - 1].map((value) => expect.closeTo(value, 10)),
    );
  });

  it.each([
    { p: 1, a: 0.5, e: 2 },
    { p: 0.2, a: 1, e: 0.3 },
    { p: 0, a: 0, e: 1 },
  ])('are unbiased for effects of the sizes %o', (sizes) => {
    const found = Array.from({ length: 400 }, (_, round) =>
      gradientVariances(squaresOf(drawn(round, { R: 5, A: 4, mean: [0.3, -0.4, 0], sizes }))),
    );
    const known = { pair: 3 * sizes.p ** 2, alpha: 3 * sizes.a ** 2, interaction: 3 * sizes.e ** 2, signal: 0.25 };
    for (const name of ['pair', 'alpha', 'interaction', 'signal'] as const) {
      const { value, low, high } = tInterval(
        found.map((one) => one[name]),
        0.9999,
      );
      expect(low, name).toBeLessThanOrEqual(known[name]);
      expect(high, name).toBeGreaterThanOrEqual(known[name]);
      expect(high - value, name).toBeLessThan(0.25 * (known.pair + known.alpha + known.interaction));
    }
  });

  it('of pair and interaction do not see what is added to every point', () => {
    const shape = { R: 4, A: 3, sizes: { p: 1, a: 1, e: 1 } };
    const [plain, shifted] = [drawn(1, { ...shape, mean: [0, 0, 0] }), drawn(1, { ...shape, mean: [5, -2, 1] })].map(
      (g) => gradientVariances(squaresOf(g)),
    );
    for (const name of ['pair', 'alpha', 'interaction'] as const) expect(shifted![name]).toBeCloseTo(plain![name], 9);
    expect(shifted!.signal).toBeGreaterThan(plain!.signal + 10);
  });

  it('need two pairs and two α', () => {
    expect(() => gradientVariances({ pairs: 1, alphas: 4, points: 1, ofPairs: 1, ofAlphas: 1, ofAll: 1 })).toThrow(
      'expected at least 2 pairs and 2 α, got 1 and 4',
    );
  });
});
