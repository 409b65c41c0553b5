import { expect, it } from 'vitest';
import { plural } from './plural.js';

it('one is singular, all other counts are grouped and plural', () => {
  expect([0, 1, 2, 10_000].map((count) => plural(count, 'trial'))).toEqual([
    '0 trials',
    '1 trial',
    '2 trials',
    '10,000 trials',
  ]);
});
