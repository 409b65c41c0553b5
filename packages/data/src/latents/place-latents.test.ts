import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { placeLatents } from './place-latents.js';

const most = { pool: 1000, validation: 1000, test: 1000 };
const drawn = { file: 'z.npy', count: 100, heldOut: 0.2, most, images: null, key: rootKey(1) };
const sizes = (placed: ReturnType<typeof placeLatents>) =>
  [placed.train, placed.validation, placed.test].map(({ rows }) => rows.length);

it('draws a share of latents without images, each row once', () => {
  const placed = placeLatents(drawn);
  expect(sizes(placed)).toEqual([80, 10, 10]);
  const all = Object.values(placed).flatMap(({ rows }) => [...rows]);
  expect(new Set(all).size).toBe(100);
  expect(placed.test.indices).toEqual(placed.test.rows);
  expect(sizes(placeLatents({ ...drawn, heldOut: undefined }))).toEqual([90, 5, 5]);
});

it('holds out the rows that are named, and trains on all others', () => {
  const { train, validation, test } = placeLatents({ ...drawn, heldOut: { rows: [90, 100] } });
  expect([...validation.rows, ...test.rows].sort((a, b) => a - b)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  expect([validation.rows.length, Math.max(...train.rows), train.rows.length]).toEqual([5, 89, 90]);
  expect(() => placeLatents({ ...drawn, heldOut: { rows: [90, 101] } })).toThrow(
    'expected rows of 100 latents, 0 to 100, got [90, 101]',
  );
  const images = { size: { train: 90, heldOut: 10 } };
  expect(() => placeLatents({ ...drawn, heldOut: { rows: [90, 100] }, images })).toThrow(
    'z.npy: expected a share in heldOut, because latents of known images are held out as these are, got rows',
  );
});

it('takes no more of a pool than is asked for', () => {
  expect(sizes(placeLatents({ ...drawn, most: { pool: 7, validation: 4, test: 3 } }))).toEqual([7, 4, 3]);
});

it('holds out the latents of held-out images, whatever their place in the files', () => {
  const held = new Set([3, 4, 9, 12, 17, 18]);
  const rows = Array.from({ length: 20 }, (_, row) => row);
  const parts = { train: rows.filter((row) => !held.has(row)), heldOut: rows.filter((row) => held.has(row)) };
  const size = { train: 14, heldOut: 6 };
  const images = { size, rowOf: (part: 'train' | 'heldOut', index: number) => parts[part][index]! };
  const placed = placeLatents({ ...drawn, count: 20, heldOut: undefined, images });
  expect(sizes(placed)).toEqual([14, 3, 3]);
  for (const { rows: own, indices, part } of Object.values(placed))
    expect([...own]).toEqual([...indices].map((index) => parts[part][index]));
  expect([...placed.validation.rows, ...placed.test.rows].every((row) => held.has(row))).toBe(true);
  expect(sizes(placeLatents({ ...drawn, count: 20, heldOut: 0.2, images }))).toEqual([14, 2, 2]);
  const { train, test } = placeLatents({ ...drawn, count: 20, images: { size } });
  expect([...train.rows].every((row) => row < 14) && [...test.rows].every((row) => row >= 14)).toBe(true);
});

it('refuses latents that are not one for each image, and too few', () => {
  const images = { size: { train: 90, heldOut: 11 } };
  expect(() => placeLatents({ ...drawn, images })).toThrow(
    'z.npy: expected a latent for each of the 101 images of data, in the order of the files, got 100. Extract them ' +
      'anew, or write pool: { pictures: none }',
  );
  expect(() => placeLatents({ ...drawn, images: { size: { train: 97, heldOut: 3 } } })).toThrow(
    'z.npy: expected at least two latents to train on, to choose by and to score on, got 97 of training images and 3',
  );
  expect(() => placeLatents({ ...drawn, count: 10 })).toThrow('Give more, or another share');
});
