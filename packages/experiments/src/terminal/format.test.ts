import { expect, it } from 'vitest';
import { formatSeconds } from './format.js';

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
