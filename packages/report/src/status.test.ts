import { expect, it } from 'vitest';
import type { ComparisonRecord } from '@latent-paths/core';
import { conditionSentence, failureText } from './status.js';

it('names the step of a failure once', () => {
  expect(failureText({ at: '', step: 3, message: 'loss is NaN' })).toBe('failed at step 3: loss is NaN');
  expect(failureText({ at: '', step: 3, message: 'step 3: loss is NaN' })).toBe('failed at step 3: loss is NaN');
});

it('says over how many pairs ground truth is told, where it is', () => {
  const of = (condition: 'seeds' | 'pairs', truth?: { pairs: number; alphas: number }) => conditionSentence({ condition, seeds: [1], pairs: 512, truth } as ComparisonRecord, [1]);
  expect(of('pairs')).toBe('95 % intervals: bootstrap over 512 test pairs, conditional on seed 1: another seed may give other numbers.');
  expect(of('pairs', { pairs: 64, alphas: 17 })).toContain('over 512 test pairs, of ground truth over the first 64 (× 17 α), conditional on seed 1');
  expect(of('seeds', { pairs: 64, alphas: 17 })).toContain('each scored on 512 test pairs, against ground truth on the first 64 × 17 α; of arms');
});
