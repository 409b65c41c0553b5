import { expect, it } from 'vitest';
import { stackPictures } from './stack-pictures.js';

const grey = (...data: number[]) =>
  ({ width: 2, height: data.length / 2, channels: 1, data: Uint8Array.from(data) }) as const;

it('puts pictures below each other, white between', () => {
  const { width, height, data } = stackPictures([grey(1, 2), grey(3, 4, 5, 6), grey(7, 8)], 1);
  expect([width, height, ...data]).toEqual([2, 6, 1, 2, 255, 255, 3, 4, 5, 6, 255, 255, 7, 8]);
  expect(stackPictures([grey(1, 2)], 3)).toMatchObject({ height: 1 });
});

it('refuses pictures of other widths', () => {
  expect(() => stackPictures([grey(1, 2), { ...grey(1, 2), width: 1, height: 2 }], 1)).toThrow(
    'stackPictures: expected pictures of one width',
  );
});
