import { expect, it } from 'vitest';
import { format, ticksOf } from './numbers.js';

it('chooses round ticks within the range, no more than there is room for', () => {
  expect(ticksOf(0, 1, 5)).toEqual([0, 0.5, 1]);
  expect(ticksOf(0, 52.5, 6)).toEqual([0, 10, 20, 30, 40, 50]);
  expect(ticksOf(0.12, 0.25, 3)).toEqual([0.15, 0.2, 0.25]);
  for (const high of [1e-5, 0.3, 7, 4e6]) {
    const ticks = ticksOf(0, high, 4);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(4);
    expect(Math.max(...ticks)).toBeLessThanOrEqual(high);
  }
});

it('writes three digits', () => {
  expect([0.5, 0.03125, 1234.5, -2, 0, 0.00004].map(format)).toEqual(['0.5', '0.0313', '1230', '−2', '0', '4.0e-5']);
});
