import { describe, expect, it } from 'vitest';
import { factorSpace } from './factor-space.js';
import { truthMetrics, truthSample } from './registry.js';
import type { FactorPath } from './truth-metric.js';

const space = factorSpace([
  { name: 'shape', kind: 'categorical', range: [0, 2], categories: ['circle', 'square', 'triangle'] },
  { name: 'hue', kind: 'circular', range: [0, 1] },
  { name: 'x', kind: 'linear', range: [0.28, 0.72] },
  { name: 'size', kind: 'linear', range: [0.12, 0.25] },
  { name: 'rotation', kind: 'circular', range: [0, 2 * Math.PI], folds: [Infinity, 4, 3] },
]);
const N = 17;
const alphas = Array.from({ length: N }, (_, i) => i / (N - 1));
const A = [1, 0.9, 0.3, 0.15, 0.2];
const B = [1, 0.2, 0.6, 0.2, 0.5];
/** Distance of B from A: hue goes 0.3 of half a turn. */
const WHOLE = Math.hypot(0.3 / 0.5, 0.3 / 0.44, 0.05 / 0.13);

type Factors = readonly number[];
const between = (a: Factors, b: Factors, t: number): Factors =>
  a.map((value, i) => value + t * ((i === 1 ? value + 0.3 : b[i]!) - value));
const along = (time: (alpha: number) => number): FactorPath => alphas.map((alpha) => between(A, B, time(alpha)));

function score(path: FactorPath, a: Factors = A, b: Factors = B) {
  const sample = truthSample(space, { path, a, b, alphas });
  return Object.fromEntries(
    Object.entries(truthMetrics).map(([name, metric]) => [name, metric.value(sample)]),
  ) as Record<keyof typeof truthMetrics, number | null>; // the registry's own names
}

describe('on paths whose score is known', () => {
  it('the true path is without error', () => {
    const { 'arc-excess': arc, ...others } = score(along((alpha) => alpha));
    for (const value of Object.values(others)) expect(value).toBeCloseTo(0, 12);
    expect(arc).toBeCloseTo(1, 12);
  });

  it('the true path at another speed has an error that reparameterising removes, up to its frames’ spacing', () => {
    const { 'path-error': raw, 'path-error-reparameterised': best } = score(along((alpha) => alpha * alpha));
    expect(raw).toBeCloseTo((WHOLE * alphas.reduce((sum, alpha) => sum + alpha - alpha * alpha, 0)) / N, 12);
    expect(best).toBeLessThan(0.1 * raw!);
  });

  it('the long way round is found by path error and arc excess, ends exact', () => {
    const long = alphas.map((alpha) => between(A, B, alpha).map((value, i) => (i === 1 ? A[1]! - 0.7 * alpha : value)));
    const scores = score(long);
    expect(scores['path-error']).toBeCloseTo(
      alphas.reduce((sum, alpha) => sum + Math.min(alpha, 1 - alpha) / 0.5, 0) / N,
      12,
    );
    expect(scores['path-error-reparameterised']).toBeGreaterThan(0.5 * scores['path-error']!);
    expect(scores['factor-endpoint-error']).toBeCloseTo(0, 12);
    expect(scores['arc-excess']).toBeCloseTo(0.7 / 0.3, 12);
    expect(scores['long-way']).toBe(1);
  });

  it(
    'an abrupt switch has a quarter of the whole way as error, of which reparameterising forgives its moment and ' +
      'nearly half of the rest',
    () => {
      const scores = score(along((alpha) => (alpha < 0.5 ? 0 : 1)));
      // A keeps true points 0 … 8, then both go on, then B keeps the others.
      const forgiven = (WHOLE * (36 + 2 * 7 + 21)) / 16 / (2 * N);
      const expected = (WHOLE * alphas.reduce((sum, alpha) => sum + Math.min(alpha, 1 - alpha), 0)) / N;
      expect(scores['path-error']).toBeCloseTo(expected, 12);
      expect(scores['path-error-reparameterised']).toBeCloseTo(forgiven, 12);
      expect([scores['factor-endpoint-error'], scores['long-way']]).toEqual([expect.closeTo(0, 12), 0]);
      const early = score(along((alpha) => (alpha < 0.2 ? 0 : 1)));
      expect(early['path-error']).toBeGreaterThan(1.2 * expected);
      expect(early['path-error-reparameterised']).toBeCloseTo(forgiven, 12);
    },
  );

  it('a constant path misses an end, goes nowhere round, and keeps half of its error at every speed', () => {
    const scores = score(along(() => 0));
    expect(scores['path-error']).toBeCloseTo(WHOLE / 2, 12);
    expect(scores['path-error-reparameterised']).toBeCloseTo(WHOLE / 4, 12);
    expect(scores['factor-endpoint-error']).toBeCloseTo(WHOLE / 2, 12);
    expect(scores['arc-excess']).toBeCloseTo(0, 12);
  });

  it('neither going to and fro nor an excursion is forgiven', () => {
    const fro = along((alpha) => (alpha < 1 / 3 ? 3 * alpha : alpha < 2 / 3 ? 2 - 3 * alpha : 3 * alpha - 2));
    expect(score(fro)['path-error-reparameterised']).toBeGreaterThan(0.1 * WHOLE);
    const off = along((alpha) => alpha).map((factors, i) =>
      i === 8 ? [1, factors[1]! + 0.5, ...Array.from(factors).slice(2)] : factors,
    );
    expect(score(off)['path-error']).toBeCloseTo(1 / N, 12);
    expect(score(off)['path-error-reparameterised']).toBeGreaterThan(0.5 / N);
  });
});

describe('reparameterising', () => {
  it('is the least over all alignments, by trying them all', () => {
    const times = [0, 0.7, 0.1, 0.9, 1];
    const path = times.map((t) => between(A, B, t));
    const sample = truthSample(space, { path, a: A, b: B, alphas: [0, 0.25, 0.5, 0.75, 1] });
    const distance = (i: number, j: number) => Math.abs(times[i]! - j / 4) * WHOLE;
    const least = (i: number, j: number): number =>
      i < 0 || j < 0
        ? Infinity
        : i + j === 0
          ? 2 * distance(0, 0)
          : Math.min(
              least(i - 1, j) + distance(i, j),
              least(i, j - 1) + distance(i, j),
              least(i - 1, j - 1) + 2 * distance(i, j),
            );
    expect(truthMetrics['path-error-reparameterised'].value(sample)).toBeCloseTo(least(4, 4) / 10, 12);
  });
});

describe('the category', () => {
  const seen = (shapes: readonly number[]) =>
    shapes.map((shape, i) => between([shape, ...A.slice(1)], [shape, ...B.slice(1)], i / 4));
  const cross = (shapes: readonly number[]) =>
    truthMetrics['switch-error'].value(
      truthSample(space, { path: seen(shapes), a: A, b: [2, ...B.slice(1)], alphas: [0, 0.25, 0.5, 0.75, 1] }),
    );

  it('may switch once, anywhere between the ends', () => {
    expect([cross([1, 1, 1, 2, 2]), cross([1, 2, 2, 2, 2]), cross([1, 1, 1, 1, 2])]).toEqual([0, 0, 0]);
  });

  it('counts frames of a third shape, of a shape that comes back, and of one that never switches', () => {
    expect([cross([1, 0, 0, 2, 2]), cross([1, 2, 1, 1, 2]), cross([1, 1, 1, 1, 1]), cross([2, 2, 1, 1, 1])]).toEqual([
      0.4, 0.2, 0.2, 0.6,
    ]);
  });

  it('leaves the other figures alone', () => {
    const path = along((alpha) => alpha).map((factors, i) => [i % 3, ...Array.from(factors).slice(1)]);
    expect(score(path)['path-error']).toBeCloseTo(0, 12);
  });
});

describe('the rotation', () => {
  const folded = (path: FactorPath, a: Factors, b: Factors) => score(path, a, b)['folded-error'];
  const turned = (shape: number, rotation: (alpha: number) => number) =>
    alphas.map((alpha) => [shape, 0.5, 0.5, 0.2, rotation(alpha)]);
  const at = (shape: number, rotation: number) => [shape, 0.5, 0.5, 0.2, rotation];
  const quarter = Math.PI / 2;

  it('is taken modulo the shape’s symmetry, the short way', () => {
    expect(
      folded(
        turned(1, (alpha) => 0.2 + 0.3 * alpha),
        at(1, 0.2),
        at(1, 0.5 + quarter),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      folded(
        turned(1, (alpha) => 0.2 + 0.3 * alpha + 3 * quarter),
        at(1, 0.2),
        at(1, 0.5),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      folded(
        turned(2, (alpha) => 0.1 - 0.4 * alpha),
        at(2, 0.1),
        at(2, (2 * Math.PI) / 3 - 0.3),
      ),
    ).toBeCloseTo(0, 12);
  });

  it('is measured in half folded periods', () => {
    expect(
      folded(
        turned(1, () => 0.1),
        at(1, 0),
        at(1, 0),
      ),
    ).toBeCloseTo(0.1 / (Math.PI / 4), 12);
    expect(
      folded(
        turned(2, () => 0.1),
        at(2, 0),
        at(2, 0),
      ),
    ).toBeCloseTo(0.1 / (Math.PI / 3), 12);
  });

  it('counts frames of the shape alone, and is not defined for circles and between two shapes', () => {
    const half = turned(1, () => 0.1).map((factors, i) => (i < 8 ? factors : [2, ...factors.slice(1)]));
    expect(folded(half, at(1, 0), at(1, 0))).toBeCloseTo(0.1 / (Math.PI / 4), 12);
    expect(
      folded(
        turned(2, () => 0.1),
        at(1, 0),
        at(1, 0),
      ),
    ).toBeNull();
    expect(
      folded(
        turned(0, () => 0.1),
        at(0, 0),
        at(0, 0),
      ),
    ).toBeNull();
    expect(
      folded(
        turned(1, () => 0.1),
        at(1, 0),
        at(2, 0),
      ),
    ).toBeNull();
  });
});

it('has no arc where nothing is circular or the ends have one hue, and no switch without categories', () => {
  const plane = factorSpace([{ name: 'x', kind: 'linear', range: [0, 1] }]);
  const sample = truthSample(plane, { path: [[0], [1]], a: [0], b: [1], alphas: [0, 1] });
  expect([
    truthMetrics['arc-excess'].value(sample),
    truthMetrics['long-way'].value(sample),
    truthMetrics['switch-error'].value(sample),
    truthMetrics['folded-error'].value(sample),
  ]).toEqual([null, null, null, null]);
  const same = [A[0]!, A[1]!, ...B.slice(2)];
  expect(
    score(
      along(() => 0),
      A,
      same,
    )['arc-excess'],
  ).toBeNull();
});
