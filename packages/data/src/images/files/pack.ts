import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { shortHash } from '@latent-paths/core';
import { z } from 'zod';
import { replaceFile, writeAtomic } from '../../store/atomic.js';
import { storing } from '../../store/storage-error.js';
import type { Image } from '../fit/resample.js';
import { makeRoom, MOST_CACHE } from './cache-room.js';
import { formatNpyHeader } from '../../arrays/npy-header.js';
import { sample, SAMPLE_BYTES, type SampleType } from './sample-type.js';

/** One image to keep, or why there is none. */
export type Found =
  | { readonly image: Image; readonly hash: string; readonly name: string }
  | { readonly damaged: string; readonly name: string };

export interface Packing {
  /** Folder of the packs. */
  readonly cache: string;
  /** SHA-256 of all that the pixels depend on. */
  readonly key: string;
  readonly type: SampleType;
  /** Called where the pack is not there yet. */
  images(): AsyncIterable<Found>;
}

const packIndex = z.strictObject({
  version: z.literal(1),
  key: z.string(),
  type: z.enum(['|u1', '<u2', '<f4']),
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  /** The first digits of the hash of each image's content, in the order of the rows. */
  hashes: z.array(z.string()),
  /** What could not be read: its place among all that was asked for, and why. */
  damaged: z.array(z.strictObject({ at: z.int().min(0), why: z.string() })),
  /** Of the file of pixels. */
  sha256: z.string(),
});
export type PackIndex = z.infer<typeof packIndex>;

/** Images that were decoded before: `pixels` is an NPY file [n, height, width, channels]. */
export interface Pack {
  readonly index: PackIndex;
  readonly pixels: string;
}

/** Bytes of the header: it is written last, when the number of rows is known. */
export const PACK_HEADER = 128;
const DIGITS = 16;

/** The pack of a key, made where it is not there: what was decoded once is not decoded again. */
export async function pack(packing: Packing): Promise<Pack> {
  const { cache, key } = packing;
  const pixels = join(cache, `${shortHash(key)}.npy`);
  const place = join(cache, `${shortHash(key)}.json`);
  const found =
    existsSync(place) && existsSync(pixels)
      ? packIndex.safeParse(JSON.parse(await readFile(place, 'utf8')))
      : undefined;
  if (found?.success === true && found.data.key === key) {
    const now = new Date();
    await storing(place, () => utimes(place, now, now)); // the packs that were not asked for longest go first
    return { index: found.data, pixels };
  }
  const index = await replaceFile(pixels, (handle) =>
    fill(packing, (bytes, position) =>
      storing(pixels, async () => void (await handle.write(bytes, 0, bytes.length, position))),
    ),
  );
  await writeAtomic(place, `${JSON.stringify(packIndex.parse(index))}\n`);
  await makeRoom(cache, [pixels, place]);
  return { index, pixels };
}

async function fill(
  { key, type, images }: Packing,
  write: (bytes: Buffer, position: number) => Promise<void>,
): Promise<PackIndex> {
  const hashes: string[] = [];
  const damaged: PackIndex['damaged'] = [];
  const hash = createHash('sha256');
  let shape: PackIndex['shape'] | undefined;
  let broken = '';
  let [end, at] = [PACK_HEADER, 0];
  for await (const found of images()) {
    if ('damaged' in found) {
      damaged.push({ at, why: found.damaged });
      if (broken === '') broken = `${found.name} (${found.damaged})`;
    } else {
      const { height, width, channels, values } = found.image;
      shape ??= [height, width, channels];
      if (height !== shape[0] || width !== shape[1] || channels !== shape[2]) {
        throw new Error(
          `${found.name}: expected ${shape.join('×')}, as the images before it, got ` +
            `${height}×${width}×${channels}. Add size: 64, say, to bring all to one shape.`,
        );
      }
      const bytes = sample(type, values);
      if (end + bytes.length > MOST_CACHE) throw tooLarge(shape, type);
      hash.update(bytes);
      await write(bytes, end);
      end += bytes.length;
      hashes.push(found.hash.slice(0, DIGITS));
    }
    at++;
  }
  if (shape === undefined)
    throw new Error(
      `expected an image that can be read, got ${damaged.length} that cannot${broken && `, the first one ${broken}`}`,
    );
  await write(formatNpyHeader(type, [hashes.length, ...shape], PACK_HEADER), 0);
  return { version: 1, key, type, shape, hashes, damaged, sha256: hash.digest('hex') };
}

function tooLarge(shape: PackIndex['shape'], type: SampleType): Error {
  const most = Math.floor(MOST_CACHE / (shape[0] * shape[1] * shape[2] * SAMPLE_BYTES[type]));
  return new Error(
    `expected at most ${MOST_CACHE / 2 ** 30} GiB of images, which are ${most.toLocaleString('en-US')} of ` +
      `${shape.join('×')}, got more. Make them smaller by size, or take fewer.`,
  );
}
