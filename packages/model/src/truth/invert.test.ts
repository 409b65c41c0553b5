import { rootKey, uniformAt, shortWay } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { bankFactors } from './bank.js';
import { descent } from './descent.js';
import { factorSpace } from './factor-space.js';
import { inverter } from './invert.js';

const space = factorSpace([
  { name: 'kind', kind: 'categorical', range: [0, 1], categories: ['disc', 'bar'] },
  { name: 'x', kind: 'linear', range: [0, 10] },
  { name: 'phase', kind: 'circular', range: [0, 1] },
  { name: 'turn', kind: 'circular', range: [0, 2 * Math.PI], folds: [Infinity, 2] },
]);
const SIDE = 12;

/** A soft spot at (x, 6): round, or long and turned; its two channels tell the phase. */
const render = (factors: ArrayLike<number>, out: Float32Array): void => {
  const [kind, x, phase, turn] = [factors[0]!, factors[1]!, factors[2]!, factors[3]!];
  for (let p = 0; p < SIDE * SIDE; p++) {
    const [u, v] = [(p % SIDE) - x, Math.floor(p / SIDE) - 6];
    const along = Math.cos(turn) * u + Math.sin(turn) * v;
    const across = Math.cos(turn) * v - Math.sin(turn) * u;
    const value = Math.exp(kind === 0 ? -(u * u + v * v) / 6 : (-along * along) / 16 - (across * across) / 2);
    out[2 * p] = value * (1 + Math.cos(2 * Math.PI * phase));
    out[2 * p + 1] = value * (1 + Math.sin(2 * Math.PI * phase));
  }
};
const size = 2 * SIDE * SIDE;
const image = (factors: readonly number[]): Float32Array => {
  const out = new Float32Array(size);
  render(factors, out);
  return out;
};

describe('descent', () => {
  const descend = descent({ space, render, size });

  it('finds its way to the factors of an image from near it', () => {
    const { factors, distance } = descend(
      { factors: Float64Array.of(1, 4, 0.98, 0.6), distance: NaN },
      image([1, 5, 0.05, 0.9]),
      30,
    );
    expect(distance).toBeLessThan(1e-8);
    expect(factors[1]).toBeCloseTo(5, 4);
    expect(shortWay(0.05, factors[2]!, 1)).toBeCloseTo(0, 4);
    expect(shortWay(0.9, factors[3]!, Math.PI)).toBeCloseTo(0, 4);
  });

  it('goes round circles, and stays in the range of a line and in the category', () => {
    const beyond = descend(
      { factors: Float64Array.of(1, 9, 0.02, 0.1), distance: NaN },
      image([1, 11, 0.95, 6.2]),
      30,
    ).factors;
    expect([beyond[0], beyond[1]]).toEqual([1, 10]);
    expect(beyond[2]).toBeCloseTo(0.95, 1);
    expect(beyond[3]).toBeGreaterThan(6);
  });

  it('leaves alone what changes nothing, and its start', () => {
    const start = { factors: Float64Array.of(0, 4, 0.5, 1.234), distance: NaN };
    const found = descend(start, image([0, 5, 0.6, 3]), 30);
    expect(found.factors[3]).toBe(1.234);
    expect([...start.factors]).toEqual([0, 4, 0.5, 1.234]);
  });

  it('tells the distance of where it stands, and comes no nearer to an image that it stands on', () => {
    const frame = image([1, 5, 0.2, 0.3]).map((value, i) => value + (i % 3) / 10);
    const { factors, distance } = descend({ factors: Float64Array.of(1, 4.5, 0.2, 0.3), distance: NaN }, frame, 30);
    const there = image([...factors]);
    expect(distance).toBeCloseTo(
      there.reduce((sum, value, i) => sum + (value - frame[i]!) ** 2, 0),
      5,
    );
    for (let i = 1; i < 4; i++) {
      for (const step of [-0.02, 0.02]) {
        const moved = image(Array.from(factors, (value, j) => (j === i ? value + step : value)));
        expect(moved.reduce((sum, value, p) => sum + (value - frame[p]!) ** 2, 0)).toBeGreaterThan(distance);
      }
    }
  });
});

describe('inverter', () => {
  const invert = inverter({ space, render, size });

  it('finds category and factors of any image from the entries of a small bank', () => {
    const bank = Array.from({ length: 120 }, (_, entry) => ({ entry, image: image([...bankFactors(space, entry)]) }));
    for (let i = 0; i < 12; i++) {
      const u = (k: number) => uniformAt(rootKey(3), 4 * i + k);
      const truth = [i % 2, 10 * u(0), u(1), 2 * Math.PI * u(2)];
      const frame = image(truth);
      const near = bank
        .map(({ entry, image: one }) => ({
          entry,
          distance: one.reduce((sum, value, p) => sum + (value - frame[p]!) ** 2, 0),
        }))
        .sort((a, b) => a.distance - b.distance);
      const { factors, distance } = invert(
        frame,
        [0, 1].map((category) => near.filter(({ entry }) => entry % 2 === category).slice(0, 6)),
      );
      expect(distance).toBeLessThan(1e-6);
      expect(factors[0]).toBe(truth[0]);
      expect(factors[1]).toBeCloseTo(truth[1]!, 3);
      expect(shortWay(truth[2]!, factors[2]!, 1)).toBeCloseTo(0, 3);
      if (truth[0] === 1) expect(shortWay(truth[3]!, factors[3]!, Math.PI)).toBeCloseTo(0, 3);
    }
  });

  it('asks for a bank', () => {
    expect(() => invert(image([0, 5, 0, 0]), [[], []])).toThrow(/at least one candidate, got none; enlarge the bank/);
  });
});
