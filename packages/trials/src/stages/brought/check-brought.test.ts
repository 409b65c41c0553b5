import type { BroughtRecord } from '@latent-paths/core';
import { trialSchema } from '@latent-paths/specification/trial';
import { expect, it } from 'vitest';
import { checkBrought } from './check-brought.js';

const record = (agreement: BroughtRecord['agreement'], returned = 0.2): BroughtRecord => ({
  version: 1,
  content: 'a'.repeat(64),
  shape: [900, 8],
  counts: { train: 800, validation: 50, test: 50 },
  agreement,
  returned,
  absent: [],
});
const poolOf = (rest: object = {}) => trialSchema.parse({ pool: { latents: 'z.npy', ...rest } }).pool;
const off = (difference: number, correlation: number) => record({ pictures: 256, difference, correlation });

it('says nothing of latents that agree, and warns where they do roughly', () => {
  expect(checkBrought(poolOf(), off(0.0004, 1))).toEqual([]);
  expect(checkBrought(poolOf(), record(null))).toEqual([]);
  expect(checkBrought(poolOf(), off(0.03, 0.999))[0]).toMatch(/^latents differ from E of their own pictures \(0\.0300/);
  expect(checkBrought(poolOf({ agreement: { warn: 0.05 } }), off(0.03, 0.999))).toEqual([]);
});

it('refuses others with the figure, and with the likeliest cause', () => {
  expect(() => checkBrought(poolOf(), off(4.5, 0.9998))).toThrow(
    /got z\.npy with a relative difference of 4\.50 on 256 pictures \(more than 0\.1; correlation 1\.00\): they have the same directions, so look at the scale/,
  );
  expect(() => checkBrought(poolOf(), off(1.4, 0.02))).toThrow(/look at the order of the rows.*refuse: never/);
  expect(checkBrought(poolOf({ agreement: { refuse: 'never' } }), off(1.4, 0.02)).length).toBe(1);
});

it('warns of latents that E and D do not give back', () => {
  expect(checkBrought(poolOf(), record(null, 1.7))[0]).toMatch(/farther off than they are apart \(1\.70, relative\)/);
});

it('says of latents on a sphere or a shell that a straight line leaves it', () => {
  const of = (deviation: number, shape = [900, 8]) => {
    const norms = { mean: 12, deviation };
    return checkBrought(poolOf(), { ...record(null), shape, norms });
  };
  expect(of(0)).toEqual([expect.stringMatching(/^latents lie on a sphere, ‖z‖ = 12\.0 ± 0\.0: .*slerp is the honest/)]);
  expect(of(1)).toEqual([expect.stringMatching(/^latents lie on a shell/)]);
  expect(of(4)).toEqual([]);
  expect(of(0, [900, 1])).toEqual([]);
});
