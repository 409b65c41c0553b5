import { describe, expect, it } from 'vitest';
import { categoryOf, countCategories, factorSpace, scaleOf, wayBetween } from './factor-space.js';

const SHAPE = { name: 'shape', kind: 'categorical', range: [0, 1], categories: ['disc', 'bar'] } as const;
const HUE = { name: 'hue', kind: 'circular', range: [0, 1] } as const;
const X = { name: 'x', kind: 'linear', range: [-1, 3] } as const;
const TURN = { name: 'turn', kind: 'circular', range: [0, 6], folds: [Infinity, 2] } as const;

describe('factorSpace', () => {
  it('tells what is scored from the category and from what it folds', () => {
    const space = factorSpace([SHAPE, HUE, X, TURN]);
    expect(space.category?.index).toBe(0);
    expect(space.scored.map(({ index }) => index)).toEqual([1, 2]);
    expect(space.folded.map(({ index }) => index)).toEqual([3]);
    expect([countCategories(space), categoryOf(space, [1, 0, 0, 0])]).toEqual([2, 1]);
  });

  it('takes images of one kind for one category', () => {
    const space = factorSpace([X]);
    expect([space.category, countCategories(space), categoryOf(space, [2])]).toEqual([null, 1, 0]);
  });

  it('refuses two categories, and folds that are not one a category', () => {
    expect(() => factorSpace([SHAPE, SHAPE])).toThrow(/at most one categorical factor, got 2/);
    expect(() => factorSpace([SHAPE, { ...TURN, folds: [2] }])).toThrow(/2 folds of turn, one a category, got 1/);
    expect(() => factorSpace([TURN])).toThrow(/0 folds of turn/);
  });
});

it('measures a way by the range of a line and by half a circle', () => {
  expect([wayBetween(X, 0, 3), scaleOf(X)]).toEqual([3, 4]);
  expect([wayBetween(HUE, 0.9, 0.2), scaleOf(HUE)]).toEqual([expect.closeTo(0.3, 12), 0.5]);
});
