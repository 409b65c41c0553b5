import { inflateSync } from 'node:zlib';
import { fillUniform, rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { encodePng, type Picture } from './png.js';

/** Undoes what the specification's §9 does, written apart from the encoder. */
function decode(file: Uint8Array): Picture {
  const bytes = Buffer.from(file);
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const channels = bytes[25] === 0 ? 1 : 3;
  const length = bytes.readUInt32BE(33);
  expect(bytes.toString('latin1', 37, 41)).toBe('IDAT');
  const rows = inflateSync(bytes.subarray(41, 41 + length));
  const data = new Uint8Array(width * height * channels);
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : data[y * width * channels + x]!);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (width * channels + 1)]!;
    for (let x = 0; x < width * channels; x++) {
      const [a, b, c] = [at(x - channels, y), at(x, y - 1), x < channels ? 0 : at(x - channels, y - 1)];
      const paeth = [a, b, c].map((value) => Math.abs(a + b - c - value));
      const nearest = paeth[0]! <= paeth[1]! && paeth[0]! <= paeth[2]! ? a : paeth[1]! <= paeth[2]! ? b : c;
      const predicted = [0, a, b, Math.floor((a + b) / 2), nearest][filter]!;
      data[y * width * channels + x] = rows[y * (width * channels + 1) + 1 + x]! + predicted;
    }
  }
  return { width, height, channels, data };
}

it.each([1, 3] as const)(
  'a picture of %i channels decodes to the same bytes, smooth rows and noise alike',
  (channels) => {
    const noise = new Float32Array(40 * 12 * channels);
    fillUniform(rootKey(1), 0, noise);
    const data = Uint8Array.from(noise, (value, i) => (i < noise.length / 2 ? 255 * value : i / 4));
    const picture = { width: 40, height: 12, channels, data };
    expect(decode(encodePng(picture))).toEqual(picture);
  },
);

it('a smooth picture takes less than half its raw bytes', () => {
  const data = Uint8Array.from({ length: 96 * 32 * 3 }, (_, i) => 128 + 100 * Math.sin(i / 200));
  expect(encodePng({ width: 96, height: 32, channels: 3, data }).length).toBeLessThan(data.length / 2);
});

it('refuses bytes that do not fit the size', () => {
  expect(() => encodePng({ width: 2, height: 2, channels: 3, data: new Uint8Array(11) })).toThrow(
    'encodePng: expected 2·2·3 bytes, got 11',
  );
});
