import { expect, it } from 'vitest';
import { reducedShape, reducedSource, reducePictures } from './reduce-pictures.js';

it('takes means over blocks, a channel by itself, and leaves out what is over', () => {
  const picture = Float32Array.of(1, 10, 2, 20, 9, 9, 3, 30, 6, 60, 9, 9); // [2, 3, 2]
  expect([...reducePictures(picture, [2, 3, 2], 2)]).toEqual([3, 30]);
  expect([...reducePictures(Float32Array.of(...picture, ...picture), [2, 3, 2], 2)]).toEqual([3, 30, 3, 30]);
});

it('leaves pictures as they are where one pixel becomes one', () => {
  const picture = Float32Array.of(1, 2, 3, 4);
  expect(reducePictures(picture, [2, 2, 1], 1)).toBe(picture);
});

it('keeps one row, or one column, of narrow pictures', () => {
  expect(reducedShape([8, 2, 1], 4)).toEqual([2, 1, 1]);
  const picture = Float32Array.from({ length: 16 }, (_, i) => i);
  expect([...reducePictures(picture, [8, 2, 1], 4)]).toEqual([3.5, 11.5]);
});

it('reduces the images of a source where they are to lie', () => {
  const source = {
    shape: [2, 2, 1],
    size: { train: 4, heldOut: 2 },
    factors: [],
    write: (_: string, index: number, out: Float32Array) => out.set([index, index, index, index + 4]),
    factorsOf: () => new Float64Array(),
    render: () => undefined,
  } as const;
  const reduced = reducedSource(source, 2);
  const out = new Float32Array(3);
  reduced.write('train', 3, out, 1);
  expect(reduced.shape).toEqual([1, 1, 1]);
  expect([...out]).toEqual([0, 4, 0]);
});
