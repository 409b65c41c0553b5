import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { rootKey, sha256, sizeOf } from '@latent-paths/core';
import { beforeEach, expect, it } from 'vitest';
import type { z } from 'zod';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { drawn, samples, writeFiles, writePictures } from '../../test/write-pictures.js';
import { folder } from './folder.js';
import type { ImagePart, ImageSource } from './source.js';

let path: string;
let cache: string;
beforeEach(() => {
  [path, cache] = [temporaryFolder(), temporaryFolder()];
});

type Given = Partial<z.input<typeof folder.schema>>;
const build = (given: Given = {}) => folder.build(folder.schema.parse({ path, ...given }));
const contentOf = (given: Given = {}) => build(given).files!.content();
const open = async (given: Given = {}) => build(given).open({ key: rootKey(0), cache });

/** Bytes of the images of a part, in order. */
function imagesOf(source: ImageSource, part: ImagePart): string[] {
  return Array.from({ length: source.size[part] }, (_, index) => {
    const out = new Float32Array(sizeOf(source.shape));
    source.write(part, index, out);
    return Buffer.from(Uint8Array.from(out, (value) => Math.round(value * 255))).toString('hex');
  });
}

it('gives every picture once, in one of two parts', async () => {
  await writePictures(path, 40);
  const source = await open({ heldOut: 0.25 });
  expect(source.shape).toEqual([6, 8, 3]);
  expect(source.size.train + source.size.heldOut).toBe(40);
  const all = Array.from({ length: 40 }, (_, i) => Buffer.from(samples(i, 144)).toString('hex'));
  expect([...imagesOf(source, 'train'), ...imagesOf(source, 'heldOut')].sort()).toEqual(all.sort());
});

it('holds out by content: other pictures beside them change no picture’s part', async () => {
  await writePictures(path, 30);
  const before = imagesOf(await open({ heldOut: 0.4 }), 'heldOut');
  await writePictures(path, 60);
  const after = imagesOf(await open({ heldOut: 0.4 }), 'heldOut');
  expect(before.length).toBeGreaterThan(3);
  expect(after).toEqual(expect.arrayContaining(before));
  const grown = imagesOf(await open({ heldOut: 0.6 }), 'heldOut');
  expect(grown).toEqual(expect.arrayContaining(after));
});

it('is what its files hold, wherever they lie and whatever they are called', async () => {
  await writePictures(path, 12);
  const [content, images] = [contentOf(), imagesOf(await open(), 'train')];
  for (const name of readdirSync(path))
    renameSync(join(path, name), join(path, `renamed ${name.replace('.png', '.PNG')}`));
  const elsewhere = join(temporaryFolder(), 'moved');
  renameSync(path, elsewhere);
  mkdirSync(path); // the test's own, to be removed after it
  expect(contentOf({ path: elsewhere })).toBe(content);
  expect(imagesOf(await open({ path: elsewhere }), 'train')).toEqual(images);
  appendFileSync(join(elsewhere, 'renamed 3.PNG'), 'x');
  expect(contentOf({ path: elsewhere })).not.toBe(content);
});

it('decodes no picture twice', async () => {
  await writePictures(path, 5);
  const images = imagesOf(await open(), 'train');
  const [pixels] = readdirSync(cache).filter((name) => name.endsWith('.npy'));
  const written = readFileSync(join(cache, pixels!));
  await open({ heldOut: 0.9, damaged: 'skip' });
  expect(readdirSync(cache).length).toBe(2);
  await open({ size: 4 });
  expect(readdirSync(cache).length).toBe(4);
  expect(readFileSync(join(cache, pixels!))).toEqual(written);
  expect(imagesOf(await open(), 'train')).toEqual(images);
});

it('refuses decoded pictures that were altered, and says what to do', async () => {
  await writePictures(path, 5);
  await open();
  const pixels = join(
    cache,
    readdirSync(cache).find((name) => name.endsWith('.npy'))!,
  );
  const bytes = readFileSync(pixels);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(pixels, bytes);
  await expect(open()).rejects.toThrow(`${pixels}: expected`);
  await expect(open()).rejects.toThrow(/altered; delete it and run/);
  rmSync(pixels);
  expect((await open()).size.train).toBeGreaterThan(0);
});

it('names damaged files: all of them where they stop the run, and if they are left out', async () => {
  await writePictures(path, 10);
  const whole = await drawn(99, { height: 60, width: 80 }).png().toBuffer();
  writeFiles(path, {
    'cut.png': whole.subarray(0, 2000),
    'pointer.jpg': Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
  });
  await expect(open()).rejects.toThrow(/decoded, got 2 that cannot: [^]*cut\.png \(.+\)/);
  await expect(open()).rejects.toThrow(/pointer\.jpg \(a pointer of Git LFS.*leave them out by damaged: skip/);
  const source = await open({ damaged: 'skip' });
  expect(source.size.train + source.size.heldOut).toBe(10);
  expect(source.notes!.join('\n')).toMatch(/10 pictures[^]*left out, damaged: 2: .*cut\.png/);
  expect(contentOf({ damaged: 'skip' })).toBe(contentOf());
});

it('tells of files that are no pictures, of hidden ones, and of copies', async () => {
  await writePictures(path, 4);
  writeFiles(path, {
    'README.md': Buffer.from('x'),
    '.hidden.png': await drawn(7).png().toBuffer(),
    'copy.png': readFileSync(join(path, '2.png')),
  });
  const source = await open();
  expect(source.size.train + source.size.heldOut).toBe(5);
  expect(source.notes).toEqual([
    expect.stringMatching(`5 pictures: ${source.size.train} to train on, ${source.size.heldOut} held out`),
    expect.stringMatching(/1 of them are byte-for-byte copies/),
    expect.stringMatching(/left out, no pictures: 2: \.hidden\.png, README\.md/),
  ]);
});

it('keeps the folders that pictures lie in as their labels', async () => {
  const labelled = ['cats/black', 'cats', 'dogs', ''];
  for (const [i, label] of labelled.entries())
    writeFiles(path, { [join(label, 'a.png')]: await drawn(i).png().toBuffer() });
  const source = await open();
  const found = (['train', 'heldOut'] as const).flatMap((part) =>
    imagesOf(source, part).map((image, i) => [image, source.labelOf!(part, i)] as const),
  );
  expect(new Map(found)).toEqual(
    new Map(labelled.map((label, i) => [Buffer.from(samples(i, 144)).toString('hex'), label])),
  );
  expect(() => source.labelOf!('train', 99)).toThrow(/part train, got 99/);
});

it('keeps 16 bits where it is told to', async () => {
  const wide = Uint16Array.from({ length: 6 }, (_, i) => i * 11111 + 1);
  const { default: sharp } = await import('sharp');
  writeFiles(path, {
    'a.png': await sharp(wide, { raw: { width: 3, height: 2, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer(),
  });
  const read = async (bits: 8 | 16) => {
    const source = await open({ bits, channels: 1 });
    const out = new Float32Array(6);
    source.write(source.size.train === 1 ? 'train' : 'heldOut', 0, out);
    return out;
  };
  expect(await read(16)).toEqual(Float32Array.from(wide, (value) => value / 65535));
  expect(await read(8)).toEqual(Float32Array.from(wide, (value) => Math.round(value / 257) / 255));
});

it('asks for a size where pictures have several, and brings them to it', async () => {
  writeFiles(path, {
    'a.png': await drawn(1).png().toBuffer(),
    'b.png': await drawn(2, { height: 9, width: 9 }).png().toBuffer(),
  });
  await expect(open()).rejects.toThrow(/expected \d×\d×3, as the images before it, got \d×\d×3\. Add size/);
  expect((await open({ size: [4, 5], channels: 1 })).shape).toEqual([4, 5, 1]);
});

it('names a transparent picture where no background is stated', async () => {
  writeFiles(path, { 'clear.png': await drawn(3, { channels: 4 }).png().toBuffer() });
  await expect(open({ damaged: 'skip' })).rejects.toThrow(/clear\.png: expected a background/);
  expect((await open({ background: '#102030' })).shape).toEqual([6, 8, 3]);
});

it('refuses links, folders without pictures, and no folder', async () => {
  expect(() => contentOf()).toThrow(/expected pictures .*got 0 other files/);
  expect(() => contentOf({ path: join(path, 'absent') })).toThrow(/expected a folder of pictures, got none: .*absent/);
  await writePictures(path, 1);
  symlinkSync('/etc/hostname', join(path, 'link.png'));
  expect(() => contentOf()).toThrow(/symbolic link: .*link\.png/);
});

it('refuses files that changed since the configuration was resolved', async () => {
  await writePictures(path, 3);
  const content = contentOf();
  await open({ content });
  await writePictures(path, 4);
  await expect(open({ content })).rejects.toThrow(
    /expected the files that the configuration names, of content [0-9a-f]{12}, got/,
  );
  await expect(open({ content: sha256('other') })).rejects.toThrow(/changed since/);
});
