import type { EstimateOver, PredictionRecord } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { judgePredictions } from './predictions.js';

const said = (change: Partial<PredictionRecord>): PredictionRecord => ({
  id: 'P',
  text: 'It is so.',
  arm: 'a',
  against: 'b',
  quantity: 'ratio',
  least: null,
  most: null,
  ...change,
});
const found = (low: number, high: number, units = 3): EstimateOver => ({
  value: (low + high) / 2,
  low,
  high,
  over: 'seeds',
  units,
});
const verdicts = (prediction: PredictionRecord, ratio: EstimateOver | null, budgets = [100]) =>
  judgePredictions([prediction], budgets, () => ({ ratio, multiple: null }))[0]!.points.map(({ verdict }) => verdict);

it('fails where the interval lies outside of what was predicted, and stands where it meets it', () => {
  expect(verdicts(said({ most: 1.1 }), found(1.11, 1.2))).toEqual(['fails']);
  expect(verdicts(said({ most: 1.1 }), found(1.09, 1.2))).toEqual(['stands']);
  expect(verdicts(said({ least: 1.1 }), found(1, 1.09))).toEqual(['fails']);
  expect(verdicts(said({ least: 1.1, most: 1.1 }), found(1, 1.2))).toEqual(['stands']);
});

it('is open where nothing was found, or one seed has no interval', () => {
  expect(verdicts(said({ most: 1 }), null)).toEqual(['open']);
  expect(verdicts(said({ most: 1 }), found(2, 2, 1))).toEqual(['open']);
  expect(verdicts(said({ quantity: 'multiple', most: 1 }), found(2, 3))).toEqual(['open']);
});

it('is judged at its own budget alone, and shown at all', () => {
  expect(verdicts(said({ most: 1, budget: 400 }), found(2, 3), [100, 400])).toEqual([null, 'fails']);
  expect(verdicts(said({ most: 1 }), found(2, 3), [100, 400])).toEqual(['fails', 'fails']);
});
