import { fillNormal, rootKey, split } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { coverage } from './coverage.js';
import { density } from './density.js';
import { imageSet } from './image-set.js';
import { precision } from './precision.js';
import { recall } from './recall.js';

const K = 5;

/** Of made and real points of f numbers each. */
function scores(made: readonly (readonly number[])[], real: readonly (readonly number[])[]) {
  const set = imageSet({
    middles: null,
    nearest: new Int32Array(made.length),
    features: Float32Array.from(made.flat()),
    realFeatures: Float32Array.from(real.flat()),
    featureSize: made[0]!.length,
  });
  return [precision, recall, density, coverage].map((metric) => metric.value(set));
}

/** The same from the definitions in the paper, by sorting; points are compared as they are given. */
function reference(made: readonly (readonly number[])[], real: readonly (readonly number[])[]): number[] {
  const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((x, i) => x - b[i]!));
  const balls = (points: readonly (readonly number[])[]) =>
    points.map((centre) => ({
      centre,
      radius: points.map((other) => distance(centre, other)).sort((a, b) => a - b)[K]!,
    }));
  const count = (ball: { centre: readonly number[]; radius: number }, points: readonly (readonly number[])[]) =>
    points.filter((point) => distance(point, ball.centre) < ball.radius).length;
  const [realBalls, madeBalls] = [balls(real), balls(made)];
  return [
    made.filter((point) => realBalls.some((ball) => count(ball, [point]) === 1)).length / made.length,
    real.filter((point) => madeBalls.some((ball) => count(ball, [point]) === 1)).length / real.length,
    realBalls.map((ball) => count(ball, made)).reduce((a, b) => a + b) / (K * made.length),
    realBalls.filter((ball) => count(ball, made) > 0).length / real.length,
  ];
}

/** n normal points of f numbers, scaled and moved; each is a float32. */
function cloud(label: string, n: number, f: number, scale = 1, shift = 0): number[][] {
  const draws = new Float32Array(n * f);
  fillNormal(split(rootKey(5), label), 0, draws);
  return Array.from({ length: n }, (_, i) =>
    Array.from(draws.subarray(i * f, (i + 1) * f), (x) => Math.fround(scale * x + shift)),
  );
}

describe('precision, recall, density and coverage', () => {
  it.each([
    ['like sets', 40, 1, 0],
    ['a narrow set', 40, 0.2, 0],
    ['a wide set', 40, 3, 0],
    ['a set apart in part', 40, 1, 1],
    ['the smallest sets that have a fifth neighbour', 6, 1, 0],
  ])('are those of the definitions, for %s', (name, n, scale, shift) => {
    const [made, real] = [cloud(`${name} made`, n, 3, scale, shift), cloud(`${name} real`, n, 3)];
    const expected = reference(made, real);
    scores(made, real).forEach((score, i) => expect(score).toBeCloseTo(expected[i]!, 12));
  });

  it('take as many real points as there are made ones', () => {
    const [made, real] = [cloud('made', 12, 2), cloud('real', 30, 2)];
    expect(scores(made, real)).toEqual(reference(made, real.slice(0, 12)));
    expect(scores(real, made)).toEqual(reference(real.slice(0, 12), made));
  });

  it('by hand: real points 0 … 7 on a line, made ones around 0 and 100', () => {
    const real = [0, 1, 2, 3, 4, 5, 6, 7].map((x) => [x]);
    // Real radii: 5, 4, 3, 3, 3, 3, 4, 5. Made ones −0.5, −0.4, −0.3, −0.2 lie within those of 0, 1 and 2, and of no
    // other; 100 … 103 within none. Made radii: about 100, but for none less: every real point is inside.
    const made = [-0.5, -0.4, -0.3, -0.2, 100, 101, 102, 103].map((x) => [x]);
    expect(scores(made, real)).toEqual([4 / 8, 1, (4 * 3) / (5 * 8), 3 / 8]);
  });

  it('tell a collapse to one real image: precise, and blind to all others', () => {
    const real = cloud('real', 50, 4);
    const [precise, recalled, , covered] = scores(
      Array.from({ length: 50 }, () => real[0]!),
      real,
    );
    expect(precise).toBe(1);
    expect(recalled).toBe(0);
    expect(covered).toBeLessThan(0.5);
  });

  it('tell sets that have nothing to do with each other', () => {
    expect(scores(cloud('made', 30, 3, 1, 100), cloud('real', 30, 3))).toEqual([0, 0, 0, 0]);
  });

  it('of two like sets are near what Naeem et al. expect: density 1, coverage 1 − 2⁻⁵', () => {
    const [precise, recalled, dense, covered] = scores(cloud('a', 300, 3), cloud('b', 300, 3));
    expect(precise).toBeGreaterThan(0.9);
    expect(recalled).toBeGreaterThan(0.9);
    expect(dense).toBeGreaterThan(0.85);
    expect(dense).toBeLessThan(1.15);
    expect(Math.abs(covered! - (1 - 2 ** -5))).toBeLessThan(0.04);
  });

  it('are not defined where there is no fifth neighbour', () => {
    expect(scores(cloud('made', 5, 2), cloud('real', 9, 2))).toEqual([null, null, null, null]);
  });
});
