import { rootKey, split } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { dense } from './alphas/dense.js';
import { single } from './alphas/single.js';
import { nextBatch, type BatchCursor } from './batches.js';
import { all } from './pairs/all.js';
import { fixed } from './pairs/fixed.js';

const pairs = all.build({})({ poolSize: 500, key: split(rootKey(1), 'pairs') });
const alphas = dense.build({ count: 4 })({ key: split(rootKey(1), 'alphas') });
const start: BatchCursor = { pairs: 0, points: 0 };

it('puts the α of one pair side by side and moves the cursor', () => {
  const { batch, cursor } = nextBatch({ pairs, alphas, points: 12, perPair: 4, cursor: { pairs: 5, points: 20 } });
  expect(cursor).toEqual({ pairs: 8, points: 32 });
  expect([...batch.a]).toEqual([5, 6, 7].flatMap((position) => Array(4).fill(pairs.at(position).a)));
  expect([...batch.b]).toEqual([5, 6, 7].flatMap((position) => Array(4).fill(pairs.at(position).b)));
  expect([...batch.alpha].map((alpha) => Math.floor(alpha * 4))).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
});

it('goes on from a cursor kept as JSON as an unbroken run does, also while the count of α changes', () => {
  const run = (cursor: BatchCursor, counts: number[]) =>
    counts.map((perPair) => {
      const next = nextBatch({ pairs, alphas, points: 16, perPair, cursor });
      cursor = next.cursor;
      return next;
    });
  const whole = run(start, [1, 1, 2, 4, 4, 8]);
  expect(whole.at(-1)!.cursor).toEqual({ pairs: 16 + 16 + 8 + 4 + 4 + 2, points: 96 });
  expect(run(JSON.parse(JSON.stringify(whole[2]!.cursor)), [4, 4, 8])).toEqual(whole.slice(3));
});

it('teaches one point of each pair, over and over, with fixed pairs and a single α', () => {
  const few = fixed.build({ count: 8 })({ poolSize: 500, key: rootKey(2) });
  const one = single.build({})({ key: rootKey(3) });
  const points = (cursor: BatchCursor) => {
    const { batch } = nextBatch({ pairs: few, alphas: one, points: 8, perPair: 1, cursor });
    return [...batch.a.keys()].map((i) => `${batch.a[i]} ${batch.b[i]} ${batch.alpha[i]}`).sort();
  };
  expect(points({ pairs: 8, points: 8 })).toEqual(points(start));
});

it('refuses a batch that the α do not divide, and a cursor that is none', () => {
  expect(() => nextBatch({ pairs, alphas, points: 10, perPair: 4, cursor: start })).toThrow(
    /multiple of the α per pair, got 10 points with 4/,
  );
  expect(() => nextBatch({ pairs, alphas, points: 0, perPair: 4, cursor: start })).toThrow(/multiple/);
  expect(() => nextBatch({ pairs, alphas, points: 8, perPair: 4, cursor: { pairs: -1, points: 0 } })).toThrow(
    /cursor of counts/,
  );
});
