import { expect, it } from 'vitest';
import { picturesToMeasure } from './pictures-to-measure.js';

const of = (heldOut: number, side: number) => ({ size: { train: 0, heldOut }, shape: [side, side, 3] }) as const;

it('takes 32 pictures at once, fewer of large ones, and no more than there are', () => {
  expect(picturesToMeasure(of(1000, 64)).batch).toBe(32);
  expect(picturesToMeasure(of(1000, 256)).batch).toBe(2);
  expect(picturesToMeasure(of(1000, 1024)).batch).toBe(1);
  expect(picturesToMeasure(of(7, 64)).batch).toBe(7);
});

it('measures on whole batches, on as many as are affordable', () => {
  const small = picturesToMeasure(of(100, 64));
  expect(small.affordable({ flops: 1e6 })).toBe(96);
  expect(small.affordable({ flops: 4e11 })).toBe(64);
  expect(small.affordable({ flops: 1e15 })).toBe(32);
  expect(picturesToMeasure(of(1000, 256)).affordable({ flops: null })).toBe(256);
});
