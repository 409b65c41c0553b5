import { expect, it } from 'vitest';
import { notBefore, steady } from './clocks.js';

it('counts the seconds that pass, and none where a clock goes back', () => {
  const times = [100, 101, 103.5, 50, 51, 51, -1e9, 0, 2];
  const clock = steady(() => times.shift()!);
  expect([1, 2, 3, 4, 5, 6, 7].map(() => clock())).toEqual([1, 3.5, 3.5, 4.5, 4.5, 4.5, 1e9 + 4.5]);
});

it('tells no time of day before one that was told or recorded', () => {
  const times = [
    '2026-03-01T00:00:00.000Z',
    '2026-01-01T00:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
    '2025-12-31T23:59:59.999Z',
  ];
  const date = notBefore(() => times.shift()!, ['2026-02-01T00:00:00.000Z', '2026-01-15T00:00:00.000Z']);
  expect([1, 2, 3, 4].map(() => date())).toEqual([
    '2026-03-01T00:00:00.000Z',
    '2026-03-01T00:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
  ]);
  expect(notBefore(() => '2026-01-01T00:00:00.000Z', ['2026-02-01T00:00:00.000Z'])()).toBe('2026-02-01T00:00:00.000Z');
});
