import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootKey, sizeOf } from '@latent-paths/core';
import sharp from 'sharp';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.js';
import { drawn, writeFiles } from '../../../test/write-pictures.js';
import { folder as folderSource } from '../folder.js';
import type { PictureLooks } from '../fit/picture-looks.js';
import { readPicture } from './read-picture.js';
import { MissingBackground } from '../fit/missing-background.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (name: string) => join(folder, name);
const write = (name: string, bytes: Uint8Array) => writeFiles(folder, { [name]: bytes });

it.each<[string, PictureLooks & { size?: number | [number, number]; channels?: 1 | 3 }]>([
  ['as it is', {}],
  ['smaller', { size: 4 }],
  ['cut, then larger', { crop: [5, 6], size: 9, kernel: 'lanczos3' }],
  ['within a border', { size: [8, 4], fit: 'contain', background: '#204060' }],
  ['grey, of 16 bits', { size: 3, channels: 1, bits: 16 }],
])('gives the very numbers that the source folder gives of the same file: %s', async (_, given) => {
  const half = drawn(7, { height: 11, width: 8, channels: given.background === undefined ? 3 : 4 });
  write('only/picture.png', await half.withMetadata({ orientation: 6 }).png().toBuffer());
  const parameters = folderSource.schema.parse({ path: at('only'), ...given });
  const set = folderSource.build(parameters);
  const source = await set.open({ key: rootKey(0), cache: temporaryFolder() });
  const expected = new Float32Array(sizeOf(source.shape));
  source.write(source.size.train === 1 ? 'train' : 'heldOut', 0, expected);
  const { values } = await readPicture(at('only/picture.png'), { shape: source.shape, ...set.looks });
  expect(values).toEqual(expected);
});

it('says how a picture was brought to the shape', async () => {
  write('a.png', await drawn(1, { height: 30, width: 40 }).png().toBuffer());
  const told = async (options: object) => (await readPicture(at('a.png'), { shape: [30, 40, 3], ...options })).told;
  expect(await told({})).toBe('40×30, as it is');
  expect(await told({ shape: [8, 8, 1] })).toBe('40×30 to 8×8: cover, linear');
  expect(await told({ shape: [8, 8, 3], crop: 16, kernel: 'cubic', fit: 'fill' })).toBe(
    '40×30 to 8×8: its middle of 16×16, fill, cubic',
  );
});

it('asks for a background where it needs one', async () => {
  const clear = { create: { width: 2, height: 2, channels: 4 as const, background: '#ff000080' } };
  write('a.png', await sharp(clear).png().toBuffer());
  const shape = [2, 2, 3] as const;
  await expect(readPicture(at('a.png'), { shape })).rejects.toThrow(MissingBackground);
  await expect(readPicture(at('a.png'), { shape })).rejects.toThrow(/a\.png: expected a background for transparent/);
  const { values } = await readPicture(at('a.png'), { shape, background: 'white' });
  expect([...values.subarray(0, 3)].map((value) => Math.round(255 * value))).toEqual([255, 127, 127]);
  write('b.png', await drawn(1).png().toBuffer());
  await expect(readPicture(at('b.png'), { shape, fit: 'contain' })).rejects.toThrow(MissingBackground);
});

it.each<[string, () => void, RegExp]>([
  ['nothing there', () => undefined, /a\.png: expected a picture, found no file that can be read/],
  ['a folder', () => mkdirSync(at('a.png')), /a\.png: expected a picture, got a folder/],
  [
    'another format',
    () => writeFileSync(at('a.png'), 'hello'),
    /a\.png: expected a picture that can be decoded, got no/,
  ],
  [
    'a file of 10 GB',
    () => {
      writeFileSync(at('a.png'), '');
      truncateSync(at('a.png'), 10 * 2 ** 30);
    },
    /a\.png: expected a picture of at most 512 MiB, got a file of 10,240 MiB/,
  ],
])('refuses %s', async (_, make, message) => {
  make();
  await expect(readPicture(at('a.png'), { shape: [6, 8, 3] })).rejects.toThrow(message);
});

it('refuses a picture that is smaller than what is cut from it', async () => {
  write('a.png', await drawn(1).png().toBuffer());
  await expect(readPicture(at('a.png'), { shape: [4, 4, 3], crop: 7 })).rejects.toThrow(
    /a\.png: expected a picture of at least 7×7 pixels, .*, got 8×6\. Take a larger one/,
  );
});
