import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootKey, sizeOf } from '@latent-paths/core';
import { beforeEach, expect, it } from 'vitest';
import type { z } from 'zod';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { npyBytes, zipBytes } from '../../test/write-arrays.js';
import { samples } from '../../test/write-pictures.js';
import { npy } from './npy.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

type Given = Omit<z.input<typeof npy.schema>, 'path'>;
async function open(name: string, bytes: Buffer, given: Given = {}) {
  writeFileSync(join(folder, name.replace(/\[.*/, '')), bytes);
  return npy
    .build(npy.schema.parse({ path: join(folder, name), ...given }))
    .open({ key: rootKey(0), cache: join(folder, 'cache') });
}

/** Values of the only image that is there. */
async function only(
  name: string,
  bytes: Buffer,
  given: Given = {},
): Promise<[shape: readonly number[], values: number[]]> {
  const source = await open(name, bytes, given);
  const out = new Float32Array(sizeOf(source.shape));
  source.write(source.size.train === 1 ? 'train' : 'heldOut', 0, out);
  return [source.shape, [...out]];
}

it('reads grey and colour, whichever axis the channels are on', async () => {
  const bytes = Array.from({ length: 12 }, (_, i) => i * 20);
  const f = (values: readonly number[]) => [...Float32Array.from(values, (value) => value / 255)];
  expect(await only('a.npy', npyBytes('|u1', [1, 3, 4], Uint8Array.from(bytes)))).toEqual([[3, 4, 1], f(bytes)]);
  expect(await only('b.npy', npyBytes('|u1', [1, 2, 2, 3], Uint8Array.from(bytes)), { layout: 'nhwc' })).toEqual([
    [2, 2, 3],
    f(bytes),
  ]);
  const planes = [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11].map((i) => bytes[i]!);
  expect(await only('c.npy', npyBytes('|u1', [1, 3, 2, 2], Uint8Array.from(bytes)), { layout: 'nchw' })).toEqual([
    [2, 2, 3],
    f(planes),
  ]);
});

it('reads numbers of a stated range, to the bit', async () => {
  const values = Float32Array.of(-1, -0.25, 0.1, 1);
  const [, read] = await only(
    'a.npz[x]',
    zipBytes({ 'x.npy': npyBytes('<f4', [1, 2, 2], values) }, { deflate: true }),
    { range: [-1, 1] },
  );
  expect(read).toEqual([...values.map((value) => (value + 1) / 2)]);
  await expect(open('b.npy', npyBytes('<f4', [1, 2, 2], values))).rejects.toThrow(
    /expected the range of the values, got none[^]*Add range/,
  );
  await expect(open('b.npy', npyBytes('<f4', [1, 2, 2], values), { range: [0, 1] })).rejects.toThrow(
    /b\.npy, image 0: expected values in \[0, 1\], got -1/,
  );
  await expect(open('c.npy', npyBytes('<f4', [1, 1, 1], Float32Array.of(NaN)), { range: [0, 1] })).rejects.toThrow(
    /got NaN/,
  );
  await expect(open('b.npy', npyBytes('<f4', [1, 2, 2], values), { range: [1, -1] })).rejects.toThrow(
    /from black to white/,
  );
});

it('asks for a layout of four axes, and refuses what are no images', async () => {
  const four = npyBytes('|u1', [2, 3, 4, 3], samples(1, 72));
  await expect(open('a.npy', four)).rejects.toThrow(/expected a layout for four axes[^]*Add layout/);
  await expect(open('a.npy', four, { layout: 'nhw' })).rejects.toThrow(/expected the axes n, h, w, got the shape/);
  await expect(open('a.npy', npyBytes('|u1', [2, 3, 4, 4], samples(1, 96)), { layout: 'nhwc' })).rejects.toThrow(
    /1 or 3 channels, got 4/,
  );
});

it('holds every image out or trains on it, by what it holds, and resizes it', async () => {
  const source = await open('a.npy', npyBytes('|u1', [50, 6, 6], samples(1, 1800)), {
    size: 4,
    channels: 3,
    heldOut: 0.3,
  });
  expect(source.shape).toEqual([4, 4, 3]);
  expect(source.size.train + source.size.heldOut).toBe(50);
  expect(source.size.heldOut).toBeGreaterThan(5);
  const more = await open('b.npy', npyBytes('|u1', [60, 6, 6], samples(1, 2160)), {
    size: 4,
    channels: 3,
    heldOut: 0.3,
  });
  expect(more.size.heldOut).toBeGreaterThanOrEqual(source.size.heldOut);
  expect(more.size.train).toBeGreaterThanOrEqual(source.size.train);
});

it('is what the file holds, whatever it is called', () => {
  const content = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return npy.build(npy.schema.parse({ path: join(folder, name) })).files!.content();
  };
  const bytes = npyBytes('|u1', [1, 2, 2], samples(1, 4));
  expect(content('b.npy', bytes)).toBe(content('a.npy', bytes));
  expect(content('c.npy', npyBytes('|u1', [1, 2, 2], samples(2, 4)))).not.toBe(content('a.npy', bytes));
  expect(() => npy.build(npy.schema.parse({ path: join(folder, 'absent.npy') })).files!.content()).toThrow(
    /got none that can be read: .*absent/,
  );
});
