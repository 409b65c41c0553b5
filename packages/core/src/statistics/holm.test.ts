import { expect, it } from 'vitest';
import { integerAt, rootKey, split, uniformAt } from '../rng.js';
import { holm } from './holm.js';

it('gives the values of Holm’s procedure worked by hand, in the order given', () => {
  expect(holm([0.04, 0.01, 0.03])).toEqual([
    expect.closeTo(0.06, 12),
    expect.closeTo(0.03, 12),
    expect.closeTo(0.06, 12),
  ]);
  expect(holm([0.9, 0.6])).toEqual([1, 1]);
  expect(holm([0.2])).toEqual([0.2]);
  expect(holm([])).toEqual([]);
});

it('holds the chance of any false rejection to 5 %, with dependent true hypotheses beside false ones', () => {
  const rounds = 4000;
  let any = 0;
  let unadjusted = 0;
  for (let round = 0; round < rounds; round++) {
    const key = split(rootKey(3), round);
    const draw = (i: number) => uniformAt(key, i);
    // Of five true hypotheses one repeats another; two false ones are always found.
    const ps = [draw(0), draw(1), draw(2), draw(3), draw(integerAt(key, 9, 4)), 1e-6, 1e-5];
    if (
      holm(ps)
        .slice(0, 5)
        .some((p) => p <= 0.05)
    )
      any++;
    if (ps.slice(0, 5).some((p) => p <= 0.05)) unadjusted++;
  }
  expect(any / rounds).toBeLessThan(0.055);
  expect(any / rounds).toBeGreaterThan(0.03);
  expect(unadjusted / rounds).toBeGreaterThan(0.15);
});
