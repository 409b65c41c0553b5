import { expect, it } from 'vitest';
import { hashArrays, hashJson, sha256 } from './hash.js';
import { ndarray, type NamedArrays } from './shape.js';

it('sha256 agrees with the standard’s vector', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('hashJson does not see the order of keys, and sees everything else', () => {
  expect(hashJson({ a: 1, b: [1, 2] })).toBe(hashJson({ b: [1, 2], a: 1 }));
  expect(hashJson({ a: 1, b: [1, 2] })).not.toBe(hashJson({ a: 1, b: [2, 1] }));
  expect(() => hashJson(Number.NaN)).toThrow();
  expect(() => hashJson(undefined)).toThrow(/JSON/);
});

it('hashArrays sees one changed bit, a name, a shape and a type', () => {
  const base = { w: ndarray([2, 2], new Float32Array([1, 2, 3, 4])) };
  const others: NamedArrays[] = [
    { w: ndarray([2, 2], new Float32Array([1, 2, 3, 4.0000005])) },
    { v: ndarray([2, 2], new Float32Array([1, 2, 3, 4])) },
    { w: ndarray([4, 1], new Float32Array([1, 2, 3, 4])) },
    { w: ndarray([2, 2], new Int32Array(new Float32Array([1, 2, 3, 4]).buffer)) },
  ];
  expect(new Set([base, ...others].map((arrays) => hashArrays(arrays))).size).toBe(5);
});
