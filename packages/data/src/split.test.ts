import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { splitImages } from './split.js';

const source = { size: { train: 1000, heldOut: 300 } };
const sizes = { pool: 400, validation: 100, test: 150 };

it('draws each pool without replacement inside its part, validation and test apart', () => {
  const { pool, validation, test } = splitImages(source, sizes, rootKey(1));
  expect([pool.length, validation.length, test.length]).toEqual([400, 100, 150]);
  expect(new Set(pool).size).toBe(400);
  expect(new Set([...validation, ...test]).size).toBe(250);
  expect(pool.every((index) => index >= 0 && index < 1000)).toBe(true);
  expect([...validation, ...test].every((index) => index >= 0 && index < 300)).toBe(true);
});

it('is the same for the same key alone', () => {
  expect(splitImages(source, sizes, rootKey(1))).toEqual(splitImages(source, sizes, rootKey(1)));
  expect(splitImages(source, sizes, rootKey(1)).pool).not.toEqual(splitImages(source, sizes, rootKey(2)).pool);
});

it('keeps pool and validation where only the test pool grows', () => {
  const grown = splitImages(source, { ...sizes, test: 200 }, rootKey(1));
  expect(grown).toMatchObject({
    pool: splitImages(source, sizes, rootKey(1)).pool,
    validation: splitImages(source, sizes, rootKey(1)).validation,
  });
});

it('takes all images where all are asked for, and refuses one more', () => {
  expect(splitImages(source, { pool: 1000, validation: 0, test: 300 }, rootKey(1)).test.length).toBe(300);
  expect(() => splitImages(source, { ...sizes, pool: 1001 }, rootKey(1))).toThrow(
    /at least 1001 images in the part train.*got 1000/,
  );
  expect(() => splitImages(source, { ...sizes, test: 201 }, rootKey(1))).toThrow(
    /at least 301 images in the part heldOut.*got 300/,
  );
});
