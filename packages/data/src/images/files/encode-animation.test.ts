import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Picture } from '../../png.js';
import { samples } from '../../../test/write-pictures.js';
import { encodeAnimation, type AnimationFormat } from './encode-animation.js';

const frame = (seed: number, channels: 1 | 3 = 3): Picture => ({
  width: 6,
  height: 4,
  channels,
  data: samples(seed, 24 * channels),
});
/** Red, green and blue of every frame, one after the other. */
const decoded = (bytes: Uint8Array) =>
  sharp(bytes, { animated: true }).toColourspace('srgb').removeAlpha().raw().toBuffer();
const coloured = ({ data, channels }: Picture) =>
  [...data].flatMap((value) => (channels === 1 ? [value, value, value] : value));

it.each<[AnimationFormat, 1 | 3, number[]]>([
  ['gif', 1, [500, 80, 80, 500]],
  ['gif', 3, [500, 80, 80, 500]],
  ['webp', 1, [500, 160, 500]], // equal ones are joined
  ['webp', 3, [500, 160, 500]],
])('writes frames as %s of %i channels to the sample, with their times', async (format, channels, times) => {
  const frames = [frame(1, channels), frame(2, channels), frame(2, channels), frame(3, channels)];
  const bytes = await encodeAnimation(format, { frames, delays: [500, 80, 80, 500] });
  const { delay, loop } = await sharp(bytes).metadata();
  expect({ delay, loop }).toEqual({ delay: times, loop: 0 });
  const kept = times.length === 4 ? frames : frames.toSpliced(2, 1);
  expect([...(await decoded(bytes))]).toEqual(kept.flatMap(coloured));
});

it('writes a single frame', async () => {
  const bytes = await encodeAnimation('webp', { frames: [frame(5)], delays: [100] });
  expect([...(await decoded(bytes))]).toEqual(coloured(frame(5)));
});

it('refuses no frames, frames of other sizes, and sides that the format cannot hold', async () => {
  const refused = (format: AnimationFormat, frames: readonly Picture[]) =>
    expect(encodeAnimation(format, { frames, delays: frames.map(() => 1) })).rejects;
  await refused('gif', []).toThrow('expected at least one frame');
  await refused('gif', [frame(1), { ...frame(1), width: 4, height: 6 }]).toThrow('expected frames of one size');
  const wide = { width: 16_384, height: 1, channels: 1, data: new Uint8Array(16_384) } as const;
  await refused('webp', [wide]).toThrow('webp: expected frames of at most 16383 pixels a side, got 16384×1; write PNG');
});
