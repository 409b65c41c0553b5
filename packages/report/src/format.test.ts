import { expect, it } from 'vitest';
import { formatCount, formatList, formatNumber, formatSeconds, formatShare, formatTick } from './format.js';

it('numbers have three significant digits', () => {
  expect([0, 0.00000842, 0.01234, 4.1, 13.06, 999.7, 12345.6, -0.0971, NaN].map(formatNumber)).toEqual([
    '0',
    '8.4e-6',
    '0.0123',
    '4.10',
    '13.1',
    '1,000',
    '12,346',
    '−0.0971',
    'NaN',
  ]);
});

it('counts keep every digit, ticks lose needless zeros, shares are percentages', () => {
  expect(formatCount(199_990_000)).toBe('199,990,000');
  expect([0, 0.5, 10, 2000, 0.0001, 0.00025].map(formatTick)).toEqual(['0', '0.5', '10', '2,000', '1e-4', '2.5e-4']);
  expect([0.000025, 0.1234, 1].map(formatShare)).toEqual(['0.0025 %', '12 %', '100 %']);
});

it('durations and lists read aloud', () => {
  expect([0.894, 42.4, 65, 7620].map(formatSeconds)).toEqual(['0.89 s', '42 s', '1 min 05 s', '2 h 07 min']);
  expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map(formatList)).toEqual(['a', 'a and b', 'a, b and c']);
});
