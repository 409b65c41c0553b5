import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { rootKey } from '@latent-paths/core';
import { Field, FixedSizeList, Float32, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from 'apache-arrow';
import { beforeEach, describe, expect, it } from 'vitest';
import { folder as folderSource } from '../src/images/folder.js';
import { idx } from '../src/images/idx.js';
import { npy } from '../src/images/npy.js';
import { readLatents } from '../src/latents/read-latents.js';
import { temporaryFolder } from './temporary-folder.js';
import { npyBytes, zipBytes } from './write-arrays.js';
import { idxBytes } from './write-idx.js';
import { drawn, samples } from './write-pictures.js';

let place: string;
beforeEach(() => {
  place = temporaryFolder();
});

type Intake = 'latents' | 'npy' | 'idx' | 'folder';
const intakes: Readonly<Record<Intake, (name: string) => Promise<unknown>>> = {
  latents: (name) => readLatents(join(place, name)),
  npy: async (name) =>
    npy.build(npy.schema.parse({ path: join(place, name), range: [0, 1], layout: 'nhw' })).open(context()),
  idx: async (name) => idx.build(idx.schema.parse({ path: join(place, name) })).open(context()),
  folder: async () => folderSource.build(folderSource.schema.parse({ path: place })).open(context()),
};
const context = () => ({ key: rootKey(0), cache: temporaryFolder() });

/** Bytes that a refusal may take: far less than what the files claim. */
const MOST_TAKEN = 2 ** 28;

/** What the refusal says, and how much memory was held for it. */
async function refusal(intake: Intake, name: string, make: (path: string) => Promise<void> | void) {
  const path = join(place, name.replace(/\[.*/, ''));
  await make(path);
  const held = () => [process.memoryUsage().arrayBuffers, process.resourceUsage().maxRSS * 1024];
  const before = held();
  const said = await intakes[intake](name).then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { said, taken: Math.max(...held().map((bytes, i) => bytes - before[i]!)) };
}

const write = (bytes: Uint8Array) => (path: string) => writeFileSync(path, bytes);
const sparse =
  (bytes: number, beginning: Uint8Array = Buffer.alloc(0)) =>
  (path: string) => {
    writeFileSync(path, beginning);
    truncateSync(path, bytes);
  };
const GB_10 = 10 * 2 ** 30;

/** An NPY file whose header claims a shape that its bytes do not have. */
const claiming = (shape: readonly number[]) => npyBytes('<f4', shape, Float32Array.of(1));
/** Bytes that DEFLATE cannot make smaller. */
const noise = Buffer.from(samples(1, 300_000));

const safetensors = (json: string, data: Uint8Array, length = json.length) => {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(length));
  return Buffer.concat([prefix, Buffer.from(json), data]);
};

/** An Arrow file of 777 latents that says to hold others. */
function arrow(rows: bigint): Buffer {
  const values = makeData({ type: new Float32(), data: new Float32Array(777 * 4) });
  const type = new FixedSizeList(4, new Field('item', new Float32(), false));
  const fields = [new Field('z', type, false)];
  const list = makeData({ type, length: 777, nullCount: 0, child: values });
  const data = makeData({ type: new Struct(fields), length: 777, nullCount: 0, children: [list] });
  const schema = new Schema(fields);
  const bytes = Buffer.from(tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'file'));
  for (let at = 0; at + 8 <= bytes.length; at += 4)
    if (bytes.readBigInt64LE(at) === 777n) bytes.writeBigInt64LE(rows, at);
  return bytes;
}

/** An IDX file of one image that claims others. */
function idxOf(count: number): Buffer {
  const bytes = idxBytes(1, 28, 28);
  bytes.writeUInt32BE(count, 4);
  return bytes;
}

/** A picture's bytes with numbers written over its header's. */
const headed = (bytes: Buffer, at: number, ...values: readonly number[]) => {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
};
const picture = (format: 'png' | 'gif' | 'jpeg' | 'webp', change: (bytes: Buffer) => Buffer) => async (path: string) =>
  writeFileSync(path, change(await drawn(1).toFormat(format, { lossless: true }).toBuffer()));
const frameOf = (gif: Buffer) => gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 8, 0, 6, 0]));
const startOfFrame = (jpeg: Buffer) => jpeg.indexOf(Buffer.from([0xff, 0xc0]));

describe('a hostile file is refused with what it is, and before memory is taken for it', () => {
  it.each<[string, Intake, string, (path: string) => Promise<void> | void, RegExp]>([
    [
      'an NPY header of 10 GB',
      'latents',
      'z.npy',
      write(claiming([2_500_000, 1000])),
      /z\.npy: expected 100000\d+ bytes for the shape .*, got/,
    ],
    [
      'an NPY of images of 10 GB',
      'npy',
      'z.npy',
      write(claiming([10, 16_000, 16_000])),
      /z\.npy: expected 10240\d+ bytes/,
    ],
    [
      'one latent of 10 GB',
      'latents',
      'z.npy',
      sparse(128 + GB_10, npyBytes('<f4', [1, 2 ** 15, 81_920], new Float32Array(0)).subarray(0, 128)),
      /z\.npy: expected .* of at most 1 GiB each/,
    ],
    ['an NPY file of 10 GB of nothing', 'latents', 'z.npy', sparse(GB_10), /z\.npy: expected an array of NumPy/],
    [
      'a bomb in an NPZ, within what DEFLATE can do',
      'latents',
      'z.npz[z]',
      write(zipBytes({ 'z.npy': noise }, { deflate: true, claim: 2 ** 28 + 2 ** 20 })),
      /z\.npy of \d+ bytes that claims to hold 269484032, as ZIP bombs do/,
    ],
    [
      'a bomb in an NPZ, beyond what DEFLATE can do',
      'npy',
      'z.npz[z]',
      write(zipBytes({ 'z.npy': noise }, { deflate: true, claim: GB_10 / 4 })),
      /z\.npy of \d+ bytes that claims to hold/,
    ],
    [
      'an NPZ of 10 GB within one of 300 kB',
      'latents',
      'z.npz[z]',
      write(zipBytes({ 'z.npy': noise }, { deflate: true, claim: GB_10, wide: true })),
      /that claims to hold 10737418240/,
    ],
    [
      'a safetensors header of 10 GB',
      'latents',
      'z.safetensors',
      write(safetensors('{}', noise, GB_10)),
      /z\.safetensors: expected a whole .*a header of 10737418240 bytes/,
    ],
    [
      'a tensor of 10 GB',
      'latents',
      'z.safetensors',
      write(
        safetensors(JSON.stringify({ z: { dtype: 'F32', shape: [2_500_000, 1024], data_offsets: [0, GB_10] } }), noise),
      ),
      /z\.safetensors: expected a whole .*F32 of shape/,
    ],
    [
      'an Arrow file that claims 3 GB',
      'latents',
      'z.arrow',
      write(arrow(200_000_000n)),
      /z\.arrow: expected .*200000000 × 4 numbers.*got \d+/,
    ],
    ['an Arrow file that claims 10 GB', 'latents', 'z.arrow', write(arrow(700_000_000n)), /z\.arrow: expected/],
    ['an Arrow file that claims a few more', 'latents', 'z.arrow', write(arrow(778n)), /z\.arrow: expected/],
    [
      'an Arrow file of 10 GB of nothing',
      'latents',
      'z.arrow',
      sparse(GB_10),
      /z\.arrow: expected an Arrow file of at most 2 GiB, got 10240 MiB/,
    ],
    [
      'an IDX header of 10 GB',
      'idx',
      'z-idx3',
      write(idxOf(13_700_000)),
      /z-idx3: expected|expected 1\d{10} bytes.*z-idx3/,
    ],
    [
      'an IDX file of 10 GB of nothing',
      'idx',
      'z-idx3',
      sparse(GB_10),
      /expected at most 2 GiB of images, got .*z-idx3/,
    ],
    [
      'a bomb in a gzipped IDX',
      'idx',
      'z-idx3.gz',
      write(bomb()),
      /z-idx3\.gz.*claims to hold|claims to hold.*z-idx3\.gz/,
    ],
    [
      'a picture of 10 GB of nothing',
      'folder',
      'a.png',
      sparse(GB_10),
      /a\.png: expected a picture of at most 512 MiB, got a file of 10,240 MiB/,
    ],
    [
      'a PNG of 65535 × 65535 pixels',
      'folder',
      'a.png',
      picture('png', (png) => headed(png, 16, 0, 0, 255, 255, 0, 0, 255, 255)),
      /a\.png \(.+\)/,
    ],
    [
      'a GIF of 65535 × 65535 pixels',
      'folder',
      'a.gif',
      picture('gif', (gif) => headed(headed(gif, 6, 255, 255, 255, 255), frameOf(gif) + 5, 255, 255, 255, 255)),
      /a\.gif \(.+\)/,
    ],
    [
      'a JPEG of 65500 × 65500 pixels',
      'folder',
      'a.jpg',
      picture('jpeg', (jpeg) => headed(jpeg, startOfFrame(jpeg) + 5, 255, 220, 255, 220)),
      /a\.jpg \(.+\)/,
    ],
    [
      'a WebP of 16384 × 16384 pixels',
      'folder',
      'a.webp',
      picture('webp', (webp) => headed(webp, webp.indexOf('VP8L') + 9, 255, 255, 255, 255)),
      /a\.webp \(.+\)/,
    ],
  ])('%s', async (_, intake, name, make, message) => {
    const { said, taken } = await refusal(intake, name, make);
    expect(said).toMatch(message);
    expect(said.length).toBeLessThan(600);
    expect(taken).toBeLessThan(MOST_TAKEN);
  });
});

/** A gzip file of 400 MB of zeros that says so: members follow one another. */
function bomb(): Buffer {
  const header = idxOf(510_000).subarray(0, 16);
  const zeros = gzipSync(Buffer.alloc(2 ** 20));
  return Buffer.concat([gzipSync(header), ...Array<Buffer>(381).fill(zeros)]);
}

it('takes arrays of the same sizes where they are what they say', async () => {
  mkdirSync(join(place, 'ok'));
  const zeros = npyBytes('<f4', [100, 10_000], new Float32Array(1_000_000));
  expect(deflateRawSync(zeros).length * 250).toBeLessThan(zeros.length * 4);
  writeFileSync(join(place, 'ok/z.npz'), zipBytes({ 'z.npy': zeros }, { deflate: true }));
  expect(await readLatents(join(place, 'ok/z.npz[z]'))).toMatchObject({ count: 100, size: 10_000 });
  writeFileSync(join(place, 'ok/z.arrow'), arrow(777n));
  expect(await readLatents(join(place, 'ok/z.arrow'))).toMatchObject({ count: 777, size: 4 });
});
