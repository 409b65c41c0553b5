import { expect, it } from 'vitest';
import { filmStrip } from './film-strip.js';

it('puts images side by side, each pixel a square, white between', () => {
  const { width, height, channels, data } = filmStrip({
    tiles: Float32Array.of(0, 0.2, 0.4, 1.5, -1, 0.6),
    shape: [1, 3, 1],
    scale: 2,
  });
  expect([width, height, channels]).toEqual([14, 2, 1]);
  const row = [0, 0, 51, 51, 102, 102, 255, 255, 255, 255, 0, 0, 153, 153];
  expect([...data]).toEqual([...row, ...row]);
});

it('keeps colours, and refuses what is none', () => {
  expect([...filmStrip({ tiles: Float32Array.of(1, 0, 0, 0, 0, 1), shape: [2, 1, 3], scale: 1 }).data]).toEqual([
    255, 0, 0, 0, 0, 255,
  ]);
  expect(() => filmStrip({ tiles: new Float32Array(4), shape: [2, 1, 2], scale: 1 })).toThrow(
    'filmStrip: expected images of 1 or 3 channels, got 2',
  );
});
