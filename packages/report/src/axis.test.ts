import { expect, it } from 'vitest';
import { axisOf, axisOfArms, ratioAxis, spanAxis } from './axis.js';
import { logTicks } from './log-ticks.js';

it('is linear from 0 where values are near one another, with round ticks', () => {
  expect(axisOf([3.7, 13.1])).toMatchObject({ type: 'linear', domain: [0, 15], ticks: [0, 5, 10, 15] });
});

it('is logarithmic where they spread, and a zero sets no limit', () => {
  const axis = axisOf([0, 0.008, 13]);
  expect(axis.type).toBe('log');
  expect(axis.domain[0]).toBeGreaterThan(0.006);
  expect(axis.ticks).toEqual([0.01, 0.1, 1, 10]);
});

it('never takes a logarithm where none is wanted, and shows something where there is nothing', () => {
  expect(axisOf([0.001, 50], 'never').type).toBe('linear');
  expect(axisOf([])).toMatchObject({ type: 'linear', domain: [0, 1] });
});

it('a collapsed arm does not squeeze the sound ones', () => {
  expect(axisOfArms({ sound: [4, 13], collapsed: [0.008] })).toMatchObject({ type: 'linear', domain: [0, 15] });
  expect(axisOfArms({ sound: [], collapsed: [0.008, 0.01] }).domain[1]).toBeLessThan(0.02);
});

it('ticks of a logarithmic axis are inside it, and between 2 and 7', () => {
  for (const [low, high] of [
    [0.9, 30],
    [0.04, 14],
    [1e-6, 3],
    [2, 9],
    [3.3, 4.1],
    [2.1, 4.9],
    [0.0101, 0.0104],
  ] as const) {
    const ticks = logTicks(low, high);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every((tick) => tick >= low && tick <= high)).toBe(true);
  }
});

it('spans both sides of 0 with round ends', () => {
  expect(spanAxis([-0.03, 0, 0.21])).toMatchObject({ domain: [-0.1, 0.3], ticks: [-0.1, 0, 0.1, 0.2, 0.3] });
  expect(spanAxis([0, 1, 0.7])).toMatchObject({ domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] });
  expect(spanAxis([2, 2]).domain).toEqual([2, 2.5]);
});

it('shows ratios on a logarithmic axis, with even steps where they are near 1', () => {
  expect(ratioAxis([0.83, 1, 1.18])).toMatchObject({ type: 'log', domain: [0.8, 1.2], ticks: [0.8, 0.9, 1, 1.1, 1.2] });
  expect(ratioAxis([0.2, 1, 9]).ticks).toEqual([0.2, 0.5, 1, 2, 5]);
});
