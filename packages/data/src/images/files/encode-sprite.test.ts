import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodeSprite, spriteTile } from './encode-sprite.js';

const flat = (colour: readonly number[], pixels: number) =>
  Uint8Array.from({ length: pixels * 3 }, (_, i) => colour[i % 3]!);

it('keeps frames apart to the last pixel: each has whole squares of 16, which its edges continue into', async () => {
  const size = { height: 20, width: 32 };
  const tile = spriteTile(size);
  expect(tile).toEqual({ height: 32, width: 48, top: 6, left: 8 });
  const colours = [
    [200, 30, 30],
    [20, 40, 210],
  ];
  const [red, blue] = colours.map((colour) => flat(colour, 20 * 32));
  const frames = [
    [red!, blue!],
    [blue!, red!],
  ];
  const webp = await encodeSprite({ ...size, channels: 3, quality: 90, frames });
  const { data, info } = await sharp(webp).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([96, 64, 3]);
  for (const [row, column] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    for (let y = 0; y < size.height; y++) {
      for (let x = 0; x < size.width; x++) {
        const at = ((row * tile.height + tile.top + y) * 96 + column * tile.width + tile.left + x) * 3;
        colours[(row + column) % 2]!.forEach((value, k) => expect(Math.abs(data[at + k]! - value)).toBeLessThan(12));
      }
    }
  }
});

it('refuses what WebP does not hold', async () => {
  const frame = new Uint8Array(32 * 32);
  const row = Array.from({ length: 600 }, () => frame);
  await expect(encodeSprite({ height: 32, width: 32, channels: 1, quality: 80, frames: [row] })).rejects.toThrow(
    'expected 1 to 16383 pixels a side, got 28800×48',
  );
});
