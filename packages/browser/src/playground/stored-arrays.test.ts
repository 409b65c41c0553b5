import { expect, it } from 'vitest';
import { fromHalf, StoredArrays, toHalf } from './stored-arrays.js';

it('comes back from half precision: every number that it has, and others to within half a step', () => {
  const all = Array.from({ length: 0x10000 }, (_, bits) => bits);
  expect(all.filter((bits) => !Number.isNaN(fromHalf(bits)) && toHalf(fromHalf(bits)) !== bits)).toEqual([]);
  expect([1 / 3, 0.1, 1000.3, -7.77, 65504].map((value) => fromHalf(toHalf(value)))).toEqual([
    0.333251953125, 0.0999755859375, 1000.5, -7.76953125, 65504,
  ]);
  expect(toHalf(70000)).toBe(0x7c00);
  expect(fromHalf(toHalf(1 + 1 / 2048))).toBe(1);
  expect(fromHalf(toHalf(1 + 3 / 2048))).toBe(1 + 2 / 1024);
  expect(fromHalf(toHalf(2 ** -24))).toBe(2 ** -24);
});

it('reads arrays where they lie', () => {
  const bytes = new Uint8Array(16);
  new Float32Array(bytes.buffer)[1] = 2.5;
  new Uint16Array(bytes.buffer)[4] = toHalf(-3);
  const arrays = new StoredArrays(bytes);
  expect(arrays.read({ at: 4, count: 1, as: 'float32' })).toEqual(Float32Array.of(2.5));
  expect(arrays.read({ at: 8, count: 1, as: 'float16' })).toEqual(Float32Array.of(-3));
});
