import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rootKey } from '@latent-paths/core';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { idxBytes, writeIdxFolder } from '../../test/write-idx.js';
import { idx } from './idx.js';
import { readIdxImages } from './read-idx.js';

const mnist = process.env['LATENT_PATHS_MNIST'];

function open(folder?: string) {
  return idx.build(idx.schema.parse({ folder })).open({ key: rootKey(0) });
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The header of more images than there are. */
function claim(): Buffer {
  const bytes = idxBytes(1, 28, 28);
  bytes.writeUInt32BE(13_000_000, 4);
  return bytes;
}

describe('idx', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
    writeIdxFolder(folder);
  });

  it('reads plain and gzip files: bytes / 255', () => {
    const source = open(folder);
    expect(source.shape).toEqual([28, 28, 1]);
    expect(source.size).toEqual({ train: 20, heldOut: 10 });
    expect(source.notes).toEqual([expect.stringMatching(/: 30 images: 20 to train on, 10 held out$/)]);
    const out = new Float32Array(784);
    source.write('heldOut', 3, out);
    expect(out).toEqual(
      Float32Array.from(idxBytes(10, 28, 28, { seed: 1 }).subarray(16 + 3 * 784, 16 + 4 * 784), (byte) => byte / 255),
    );
  });

  it('looks in the workspace’s data/mnist, then where the variable points', () => {
    const workspace = temporaryFolder();
    writeFileSync(join(workspace, 'nx.json'), '{}');
    mkdirSync(join(workspace, 'packages', 'data'), { recursive: true });
    vi.spyOn(process, 'cwd').mockReturnValue(join(workspace, 'packages', 'data'));
    vi.stubEnv('LATENT_PATHS_MNIST', '');
    expect(() => open()).toThrow(join(workspace, 'data', 'mnist'));
    expect(() => open()).toThrow(/LATENT_PATHS_MNIST.*use the source "shapes"/);
    vi.stubEnv('LATENT_PATHS_MNIST', folder);
    expect(open().size.train).toBe(20);
    const own = join(workspace, 'data', 'mnist');
    mkdirSync(own, { recursive: true });
    writeIdxFolder(own);
    writeFileSync(join(own, 'train-images-idx3-ubyte'), idxBytes(5, 28, 28));
    expect(open().size.train).toBe(5);
  });

  it('is known by what its files hold where they are named by path, and not by path', () => {
    const content = (path: string) => idx.build(idx.schema.parse({ path })).files!.content();
    const elsewhere = temporaryFolder();
    writeIdxFolder(elsewhere);
    expect(content(elsewhere)).toBe(content(folder));
    writeFileSync(join(elsewhere, 'train-images-idx3-ubyte'), idxBytes(5, 28, 28));
    expect(content(elsewhere)).not.toBe(content(folder));
    expect(idx.build(idx.schema.parse({ folder })).files).toBeUndefined();
    const stale = () =>
      idx.build(idx.schema.parse({ path: elsewhere, content: content(folder) })).open({ key: rootKey(0) });
    expect(stale).toThrow(/changed since/);
  });

  it('tells what it read where no identity does, packed or not', () => {
    const unnamed = (given: object) => idx.build(idx.schema.parse(given)).open({ key: rootKey(0) }).unnamedFiles;
    const read = unnamed({ folder })!;
    expect([read.folder, read.content()]).toEqual([folder, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'train-images-idx3-ubyte.gz'), gzipSync(idxBytes(20, 28, 28)));
    writeFileSync(join(elsewhere, 't10k-images-idx3-ubyte'), idxBytes(10, 28, 28, { seed: 1 }));
    expect(unnamed({ folder: elsewhere })!.content()).toBe(read.content());
    writeFileSync(join(elsewhere, 't10k-images-idx3-ubyte'), idxBytes(10, 28, 28, { seed: 2 }));
    expect(unnamed({ folder: elsewhere })!.content()).not.toBe(read.content());
    expect(unnamed({ path: folder })).toBeUndefined();
  });

  it('reads one file that is named, a share of its images held out, and brings images to a size', () => {
    const path = join(folder, 'train-images-idx3-ubyte');
    const read = (given: object) => idx.build(idx.schema.parse({ path, ...given })).open({ key: rootKey(0) });
    const source = read({ heldOut: 0.5 });
    expect(source.size.train + source.size.heldOut).toBe(20);
    expect(source.size.heldOut).toBeGreaterThan(2);
    const small = read({ size: 14, kernel: 'box', heldOut: 0.5, channels: 3 });
    expect([small.shape, small.size]).toEqual([[14, 14, 3], source.size]);
    const [whole, half] = [new Float32Array(784), new Float32Array(588)];
    source.write('train', 3, whole);
    small.write('train', 3, half);
    expect(half[0]).toBeCloseTo((whole[0]! + whole[1]! + whole[28]! + whole[29]!) / 4, 2);
    expect(() => idx.build(idx.schema.parse({ path: folder, heldOut: 0.5 })).open({ key: rootKey(0) })).toThrow(
      /expected no heldOut/,
    );
  });

  it('names a file that is absent, and the remedy', () => {
    rmSync(join(folder, 't10k-images-idx3-ubyte.gz'));
    expect(() => open(folder)).toThrow(join(folder, 't10k-images-idx3-ubyte'));
    expect(() => open(folder)).toThrow(/Put MNIST/);
  });

  it('names files whose images differ in size', () => {
    writeFileSync(join(folder, 't10k-images-idx3-ubyte'), idxBytes(10, 27, 28));
    expect(() => open(folder)).toThrow(/expected 28×28 images in .*t10k.*got 27×28\. Take both/);
  });

  it.each([
    [
      'a truncated file',
      idxBytes(20, 28, 28).subarray(0, -1),
      /expected 15696 bytes for 20 images of 28×28, got 15695.*Fetch/,
    ],
    ['a file with bytes to spare', Buffer.concat([idxBytes(20, 28, 28), Buffer.alloc(1)]), /got 15697.*Fetch/],
    ['an empty file', Buffer.alloc(0), /header of 16 bytes, got 0.*Fetch/],
    ['labels', idxBytes(20, 28, 28, { magic: 2049 }), /magic 2051 \(IDX images\), got 2049.*Put the image file/],
    [
      'a pointer of Git LFS',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 805301\n'),
      /expected IDX images, got a Git LFS pointer in place of the file of 805301 bytes; run git lfs pull/,
    ],
    [
      'a gzip bomb',
      gzipSync(Buffer.concat([idxBytes(20, 28, 28), Buffer.alloc(2 ** 24)])),
      /holds more than its header says.*Fetch/,
    ],
    ['a claim of 10 GB', claim(), /expected 1\d{10} bytes.*Fetch/],
    ['a claim of 10 GB in gzip', gzipSync(claim()), /claims to hold 1\d{10}, as bombs do.*Fetch/],
    ['truncated gzip', gzipSync(idxBytes(20, 28, 28)).subarray(0, -20), /gzip.*Fetch/],
  ])('names %s, and the remedy', (_, bytes, message) => {
    const path = join(folder, 'train-images-idx3-ubyte');
    writeFileSync(path, bytes);
    expect(() => open(folder)).toThrow(message);
    expect(() => open(folder)).toThrow(path);
  });
});

describe.skipIf(mnist === undefined)('MNIST, where LATENT_PATHS_MNIST points', () => {
  it.each([
    ['train-images-idx3-ubyte', 60_000, '6bbc9ace898e44ae57da46a324031adb'],
    ['t10k-images-idx3-ubyte', 10_000, '2646ac647ad5339dbf082846283269ea'],
  ])('reads %s as it was distributed', (name, count, md5) => {
    const { pixels, ...images } = readIdxImages(join(mnist!, `${name}.gz`));
    expect(images).toEqual({ count, height: 28, width: 28 });
    const header = idxBytes(0, 28, 28);
    header.writeUInt32BE(count, 4);
    expect(createHash('md5').update(header).update(pixels).digest('hex')).toBe(md5);
  });

  it('is a source', () => {
    const source = open(mnist);
    expect(source.shape).toEqual([28, 28, 1]);
    expect(source.size).toEqual({ train: 60_000, heldOut: 10_000 });
  });
});
