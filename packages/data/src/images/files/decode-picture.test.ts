import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawn, samples } from '../../../test/write-pictures.js';
import { Damaged } from './damaged.js';
import { decodePicture } from './decode-picture.js';

const opaque = { background: null };
const bytesOf = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 255));
const raw = (values: readonly number[], width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(Uint8Array.from(values), { raw: { width, height, channels } });

describe('what is decoded', () => {
  const pixels = Array.from(samples(1, 144));

  it.each([
    ['PNG', () => drawn(1).png()],
    ['interlaced PNG', () => drawn(1).png({ progressive: true })],
    ['lossless WebP', () => drawn(1).webp({ lossless: true })],
  ])('%s, to the sample', async (_, made) => {
    const { height, width, channels, values } = await decodePicture(await made().toBuffer(), opaque);
    expect([height, width, channels]).toEqual([6, 8, 3]);
    expect(bytesOf(values)).toEqual(pixels);
  });

  it('JPEG, to a few levels', async () => {
    const flat = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#4080c0' } })
      .jpeg({ quality: 100 })
      .toBuffer();
    const { values } = await decodePicture(flat, opaque);
    bytesOf(values).forEach((value, i) => expect(Math.abs(value - [0x40, 0x80, 0xc0][i % 3]!)).toBeLessThanOrEqual(2));
  });

  it('CMYK, as colours', async () => {
    const flat = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#ff0000' } })
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(flat).metadata()).space).toBe('cmyk');
    const [red, green, blue] = bytesOf((await decodePicture(flat, opaque)).values);
    expect(red).toBeGreaterThan(200);
    expect([green, blue]).toEqual([0, 0]);
  });

  it('one bit and palettes', async () => {
    const one = await raw([0, 255, 255, 0], 2, 2, 1).png({ palette: true, colours: 2 }).toBuffer();
    expect(one[24]).toBe(1); // bits of a sample, in the header
    expect(bytesOf((await decodePicture(one, opaque)).values)).toEqual(
      [0, 255, 255, 0].flatMap((value) => [value, value, value]),
    );
  });

  it('grey of 16 bits, all of them', async () => {
    const wide = Uint16Array.of(0, 1, 257, 300, 32768, 65535);
    const file = await sharp(wide, { raw: { width: 3, height: 2, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const { values } = await decodePicture(file, opaque);
    expect(Array.from(values, (value) => Math.round(value * 65535))).toEqual(
      Array.from(wide).flatMap((value) => [value, value, value]),
    );
  });

  it('the first frame of an animated GIF', async () => {
    const file = await sharp(Uint8Array.of(255, 0, 0, 0, 0, 255), {
      raw: { width: 1, height: 2, channels: 3, pageHeight: 1 },
    })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const { height, width, values } = await decodePicture(file, opaque);
    expect([height, width, ...bytesOf(values)]).toEqual([1, 1, 255, 0, 0]);
  });

  it('turned as its EXIF says', async () => {
    const file = await raw([255, 0, 0, 0, 255, 0], 2, 1, 3).withMetadata({ orientation: 6 }).png().toBuffer();
    const { height, width, values } = await decodePicture(file, opaque);
    expect([height, width, ...bytesOf(values)]).toEqual([2, 1, 255, 0, 0, 0, 255, 0]);
    const turned = await raw([255, 0, 0, 0, 255, 0], 2, 1, 3).withMetadata({ orientation: 3 }).png().toBuffer();
    expect(bytesOf((await decodePicture(turned, opaque)).values)).toEqual([0, 255, 0, 255, 0, 0]);
  });
});

describe('transparent pixels', () => {
  const half = () => raw([255, 0, 0, 51, 10, 20, 30, 255], 2, 1, 4).png().toBuffer();

  it('lie on the background: a·x + (1 − a)·b', async () => {
    expect(bytesOf((await decodePicture(await half(), { background: [1, 1, 1] })).values)).toEqual([
      255, 204, 204, 10, 20, 30,
    ]);
    expect(bytesOf((await decodePicture(await half(), { background: [0, 0, 0] })).values)).toEqual([
      51, 0, 0, 10, 20, 30,
    ]);
  });

  it('need one that is stated', async () => {
    await expect(half().then((bytes) => decodePicture(bytes, opaque))).rejects.toThrow(
      /expected a background for transparent pixels, got none. Add background/,
    );
  });

  it('need none where all are opaque', async () => {
    const file = await raw([1, 2, 3, 255], 1, 1, 4).png().toBuffer();
    expect(bytesOf((await decodePicture(file, opaque)).values)).toEqual([1, 2, 3]);
  });
});

describe('what is damaged', () => {
  const png = () => drawn(2, { height: 64, width: 64 }).png().toBuffer();

  it.each<[string, () => Promise<Buffer>, RegExp]>([
    ['nothing', async () => Buffer.alloc(0), /empty/],
    ['half a header', async () => (await png()).subarray(0, 20), /./],
    ['a truncated PNG', async () => (await png()).subarray(0, -200), /read error/],
    [
      'a truncated JPEG',
      async () => (await drawn(2, { height: 64, width: 64 }).jpeg().toBuffer()).subarray(0, 900),
      /./,
    ],
    [
      'a pointer of Git LFS',
      async () => Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\n'),
      /git lfs pull/,
    ],
    [
      'an SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>'),
      /no PNG, JPEG, GIF, WebP, whatever its name/,
    ],
    ['a claim of 2³¹ pixels', async () => claiming(await png(), 32768, 65535), /./],
  ])('%s', async (_, bytes, message) => {
    const made = await bytes();
    await expect(decodePicture(made, opaque)).rejects.toThrow(Damaged);
    await expect(decodePicture(made, opaque)).rejects.toThrow(message);
  });
});

/** A PNG whose header claims another size. */
function claiming(png: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
