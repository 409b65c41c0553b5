import { describe, expect, it } from 'vitest';
import { fillNormal, fillUniform, rootKey, sampleWithoutReplacement, split, uniformAt } from './rng.js';

describe('streams', () => {
  const key = rootKey(7);

  it('differ by label and by seed, and tell numbers from strings', () => {
    const draws = [split(key, 'a'), split(key, 'b'), split(key, 1), split(key, '1'), rootKey(8), rootKey(2 ** 40 + 7)];
    expect(new Set(draws.map((stream) => uniformAt(stream, 0))).size).toBe(draws.length);
  });

  it('give the same draws in parts as at once', () => {
    const whole = new Float32Array(100);
    fillNormal(key, 0, whole);
    const tail = new Float32Array(40);
    fillNormal(key, 60, tail);
    expect([...tail]).toEqual([...whole.slice(60)]);
    fillUniform(key, 0, whole);
    fillUniform(key, 60, tail);
    expect([...tail]).toEqual([...whole.slice(60)]);
  });

  it('normals have the moments of N(0, 1)', () => {
    const n = 100_000;
    const draws = new Float32Array(n);
    fillNormal(key, 0, draws);
    const moment = (p: number) => draws.reduce((sum, x) => sum + x ** p, 0) / n;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(moment(4)).toBeCloseTo(3, 0);
  });

  it('samples without replacement', () => {
    const sample = sampleWithoutReplacement(key, 50, 50);
    expect([...sample].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(() => sampleWithoutReplacement(key, 3, 4)).toThrow(/at most 3/);
  });

  it('refuses a seed that is no safe integer', () => {
    expect(() => rootKey(-1)).toThrow(/seed/);
    expect(() => rootKey(0.5)).toThrow(/seed/);
  });
});
