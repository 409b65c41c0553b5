import { describe, expect, it } from 'vitest';
import { fillNormal, fillUniform, philox, rootKey, sampleWithoutReplacement, split, uniformAt } from './rng.js';

describe('philox', () => {
  // Known answers of Random123 (kat_vectors, philox4x32 10).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('agrees with the published vector %#', (counter, key, expected) => {
    const out = new Uint32Array(4);
    philox({ k0: key[0]!, k1: key[1]! }, counter[0]!, counter[1]!, counter[2]!, counter[3]!, out);
    expect([...out]).toEqual(expected);
  });
});

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
