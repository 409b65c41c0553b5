import { expect, it } from 'vitest';
import type { ComparisonRecord } from '@latent-paths/core';
import type { LoadedArm } from './load.js';
import { conditionSentence, failureText, seedsSentence } from './status.js';

it('names the step of a failure once', () => {
  expect(failureText({ at: '', step: 3, message: 'loss is NaN' })).toBe('failed at step 3: loss is NaN');
  expect(failureText({ at: '', step: 3, message: 'step 3: loss is NaN' })).toBe('failed at step 3: loss is NaN');
});

it('says over how many pairs ground truth is told, where it is', () => {
  const of = (condition: 'seeds' | 'pairs', truth?: { pairs: number; alphas: number }) =>
    conditionSentence({ condition, seeds: [1], pairs: 512, truth } as ComparisonRecord, [1]);
  expect(of('pairs')).toBe(
    '95 % intervals: bootstrap over 512 test pairs, conditional on seed 1: another seed, which draws only ' +
      'initial weights and sampling, may give other numbers.',
  );
  expect(of('pairs', { pairs: 64, alphas: 17 })).toContain(
    'over 512 test pairs, of ground truth over the first 64 (× 17 α), conditional on seed 1',
  );
  expect(of('seeds', { pairs: 64, alphas: 17 })).toContain(
    'each scored on 512 test pairs, against ground truth on the first 64 × 17 α. Each seed draws',
  );
});

it('says which of several recorded seeds it shows', () => {
  const armOf = (trained: boolean, ...finished: number[]) =>
    ({
      trained,
      trials: [1, 2, 4].map((seed) => ({ run: { seed }, status: finished.includes(seed) ? 'finished' : 'stopped' })),
    }) as unknown as LoadedArm; // only these are read
  const of = (seeds: number[], ...arms: LoadedArm[]) => seedsSentence({ seeds }, arms);
  expect(of([1, 2, 4], armOf(true, 1, 2), armOf(true, 4))).toBe('Seeds shown: 1, 2 and 4.');
  expect(of([1, 2], armOf(true, 1), armOf(false, 2))).toBe('Seeds shown: 1, of 1 and 2, which are recorded.');
  expect(of([1, 2], armOf(true))).toBe('None of the seeds 1 and 2 has finished a trial yet.');
  expect([of([1], armOf(true, 1)), of([1, 2], armOf(false, 1))]).toEqual([null, null]);
});
