import { expect, it } from 'vitest';
import { rowsAtOnce } from './rows-at-once.js';

it('takes fewer of larger pictures, and never none', () => {
  expect([28, 32, 64].map((size) => rowsAtOnce(250, [size, size, 3]))).toEqual([250, 250, 250]);
  expect([128, 256, 2048].map((size) => rowsAtOnce(250, [size, size, 3]))).toEqual([62, 15, 1]);
});
