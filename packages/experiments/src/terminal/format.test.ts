import { expect, it } from 'vitest';
import { formatBytes, formatSeconds } from './format.js';

it.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.7, '1 min 0 s'],
  [200, '3 min 20 s'],
  [3_599.6, '1 h 0 min'],
  [7_190, '2 h 0 min'],
  [7_500, '2 h 5 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [9_940, '9.9 kB'],
  [9_960, '10 kB'],
  [999_700, '1.0 MB'],
  [999_400, '999 kB'],
  [75_300_000, '75 MB'],
  [2.5e9, '2.5 GB'],
  [3e15, '3000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
