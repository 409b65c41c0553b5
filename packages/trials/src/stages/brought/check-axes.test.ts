import { expect, it } from 'vitest';
import { checkAxes } from './check-axes.js';

it('takes rows of as many numbers, and the decoder’s axes, long ones alone', () => {
  for (const shape of [
    [9, 48],
    [9, 3, 4, 4],
    [9, 3, 4, 1, 4],
  ])
    expect(() => checkAxes('z.npy', shape, [3, 4, 4])).not.toThrow();
  expect(() => checkAxes('z.npy', [9, 8, 1, 1], [8])).not.toThrow();
});

it('refuses other axes, even of as many numbers', () => {
  expect(() => checkAxes('z.npy', [9, 4, 4, 3], [3, 4, 4])).toThrow(
    'z.npy: expected latents as D takes them, [n, 3, 4, 4] or [n, 48], got the shape (9, 4, 4, 3). Give those of ' +
      'this VAE, their axes in its order.',
  );
  expect(() => checkAxes('z.npy', [9, 16], [8])).toThrow('[n, 8], got the shape (9, 16)');
});
