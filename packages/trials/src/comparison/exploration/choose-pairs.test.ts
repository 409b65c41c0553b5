import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { choosePairs, type RankedArm } from './choose-pairs.js';

const alphas = [0, 0.5, 1];
/** r of ten pairs: 1 in the middle, but where another number is given. */
const arm = (name: string, trained: boolean, middles: Readonly<Record<number, number>>): RankedArm => ({
  arm: name,
  trained,
  reprojection: {
    alphas,
    values: Float32Array.from({ length: 30 }, (_, i) => (i % 3 === 1 ? (middles[(i - 1) / 3] ?? 1) : 0)),
  },
  distance: null,
});
const arms = [arm('linear', false, { 9: 900 }), arm('deep', true, { 4: 7, 5: 6 }), arm('flat', true, { 4: 6.5, 8: 5 })];
const chosen = (count: number) => choosePairs({ arms, shown: [0, 1], of: 10, count, key: rootKey(1) });

it('takes shown, worst, disagreeing and random pairs in turn, and says why; formulas do not decide', () => {
  const pairs = chosen(7);
  expect(pairs.slice(0, 3)).toEqual([
    { pair: 0, reasons: expect.arrayContaining([{ kind: 'shown' }]) }, // and what lists name on their way to a new pair
    {
      pair: 4,
      reasons: [
        { kind: 'worst-reprojection', arms: ['deep'] },
        { kind: 'disagreement', arms: ['deep', 'flat'] },
      ],
    },
    {
      pair: 5,
      reasons: [
        { kind: 'disagreement', arms: ['deep', 'flat'] },
        { kind: 'worst-reprojection', arms: ['deep'] },
      ],
    },
  ]);
  expect(pairs[3]!.reasons[0]!.kind).toBe('random');
  const eighth = pairs.find(({ pair }) => pair === 8)!; // which the draw may name first
  expect(eighth.reasons).toContainEqual({ kind: 'worst-reprojection', arms: ['flat'] });
  expect(pairs).toHaveLength(7);
});

it('takes each pair once, no more than there are, and the same ones again', () => {
  const all = chosen(99);
  expect(new Set(all.map(({ pair }) => pair)).size).toBe(10);
  expect(all).toHaveLength(10);
  expect(chosen(7)).toEqual(chosen(7));
});

it('knows the worst by ground truth', () => {
  const known = arms.map((one) => ({
    ...one,
    distance: { alphas: [0, 1], values: Float32Array.of(0, 1, 0, 3, 9, 0, 0, 0) },
  }));
  const pairs = choosePairs({ arms: known, shown: [], of: 10, count: 3, key: rootKey(1) });
  expect(pairs[1]).toEqual({ pair: 2, reasons: [{ kind: 'worst-truth', arms: ['deep'] }] });
});
