import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillNormal, rootKey, sampleWithoutReplacement } from '@latent-paths/core';
import { makeTable, tableToIPC } from 'apache-arrow';
import { tableFromIPC } from '@uwdata/flechette';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { openPool } from './pool.js';
import type { PoolDescription } from './pool-metadata.js';
import { writePool, type PoolBatch } from './write-pool.js';

const D = 6;
const N = 10_000;
const description: PoolDescription = {
  vae: 'a1'.repeat(32),
  source: { kind: 'shapes', size: 32 },
  part: 'train',
  seed: 3,
  latentSize: D,
};
const indices = sampleWithoutReplacement(rootKey(1), 2 * N, N);
const latents = new Float32Array(N * D);
fillNormal(rootKey(2), 0, latents);

/** Rows [from, to) in batches of `size`, the same two arrays again and again. */
async function* batches(from = 0, to = N, size = 700): AsyncGenerator<PoolBatch> {
  const batch = { indices: new Int32Array(size), latents: new Float32Array(size * D) };
  for (let row = from; row < to; row += size) {
    const end = Math.min(to, row + size);
    batch.indices.set(indices.subarray(row, end));
    batch.latents.set(latents.subarray(row * D, end * D));
    yield { indices: batch.indices.subarray(0, end - row), latents: batch.latents.subarray(0, (end - row) * D) };
  }
}

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'train.arrow');
});

describe('a pool', () => {
  it('comes back as it was written, moments included', async () => {
    const written = await writePool(path, batches(), description);
    const pool = await openPool(path);
    expect(pool.metadata).toEqual(written);
    expect(written).toMatchObject({ ...description, version: 1, count: N });
    expect([pool.count, pool.latentSize]).toEqual([N, D]);
    expect(await pool.rows(0, N)).toEqual(latents);
    expect(await pool.indices()).toEqual(indices);
    for (let dimension = 0; dimension < D; dimension++) {
      const column = Array.from({ length: N }, (_, row) => latents[row * D + dimension]!);
      const mean = column.reduce((sum, value) => sum + value) / N;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / N;
      expect(written.mean[dimension]).toBeCloseTo(mean, 12);
      expect(written.deviation[dimension]).toBeCloseTo(Math.sqrt(variance), 12);
    }
    pool.close();
  });

  it('is the same file, however the rows came', async () => {
    const other = join(folder, 'other.arrow');
    await writePool(path, batches(0, N, 1), description);
    await writePool(other, [{ indices, latents }], description);
    expect(readFileSync(path).equals(readFileSync(other))).toBe(true);
  });

  it('reads parts, across record batches too', async () => {
    await writePool(path, batches(), description);
    const pool = await openPool(path);
    for (const [from, to] of [
      [0, 0],
      [0, 1],
      [4095, 4097],
      [4096, 8192],
      [100, 9999],
      [N, N],
    ] as const) {
      expect(await pool.rows(from, to)).toEqual(latents.slice(from * D, to * D));
    }
    for (const [from, to] of [
      [-1, 2],
      [3, 2],
      [0, N + 1],
      [0.5, 2],
    ] as const)
      await expect(pool.rows(from, to)).rejects.toThrow(RangeError);
    pool.close();
  });

  it('gathers rows in the order asked for, into the place given', async () => {
    await writePool(path, batches(), description);
    const pool = await openPool(path);
    const rows = Int32Array.of(9999, 0, 4095, 4096, 0, 8191, 8192);
    const out = new Float32Array(rows.length * D);
    pool.gather(rows, out);
    for (const [i, row] of rows.entries()) expect(out.slice(i * D, (i + 1) * D)).toEqual(await pool.rows(row, row + 1));
    const inside = new Float32Array(2 * D + 2).fill(7);
    pool.gather(Int32Array.of(5, 6), inside.subarray(1, 1 + 2 * D));
    expect(inside).toEqual(Float32Array.of(7, ...latents.subarray(5 * D, 7 * D), 7));
    expect(() => pool.gather(Int32Array.of(N), new Float32Array(D))).toThrow(/rows in 0 … 9999, got 10000/);
    expect(() => pool.gather(Int32Array.of(-1), new Float32Array(D))).toThrow(/got -1/);
    expect(() => pool.gather(Int32Array.of(1), new Float32Array(D + 1))).toThrow(/1 × 6, got 7/);
    pool.close();
  });

  it('reads from the disk what is asked for, when it is asked for', async () => {
    await writePool(path, batches(), description);
    const pool = await openPool(path);
    truncateSync(path, 100_000);
    const out = new Float32Array(D);
    pool.gather(Int32Array.of(1000), out);
    expect(out).toEqual(latents.slice(1000 * D, 1001 * D));
    expect(() => pool.gather(Int32Array.of(9000), out)).toThrow(/the end of the file.*Delete the file/);
    expect(() => pool.gather(Int32Array.of(9000), out)).toThrow(path);
    pool.close();
  });

  it('can be many files', async () => {
    const paths = [0, 1, 2].map((i) => join(folder, `train-${i}.arrow`));
    const bounds = [0, 1, 6000, N];
    for (const [i, part] of paths.entries()) await writePool(part, batches(bounds[i], bounds[i + 1]), description);
    const whole = await writePool(path, batches(), description);
    const pool = await openPool(paths);
    expect(await pool.rows(0, N)).toEqual(latents);
    expect(await pool.indices()).toEqual(indices);
    expect(pool.metadata).toMatchObject({ ...description, count: N });
    whole.mean.forEach((mean, i) => expect(pool.metadata.mean[i]).toBeCloseTo(mean, 12));
    whole.deviation.forEach((deviation, i) => expect(pool.metadata.deviation[i]).toBeCloseTo(deviation, 12));
    const out = new Float32Array(3 * D);
    pool.gather(Int32Array.of(6000, 0, 5999), out);
    expect(out).toEqual(
      Float32Array.of(
        ...latents.subarray(6000 * D, 6001 * D),
        ...latents.subarray(0, D),
        ...latents.subarray(5999 * D, 6000 * D),
      ),
    );
    pool.close();
  });

  it('says so when it is used after it was closed', async () => {
    await writePool(path, batches(), description);
    const pool = await openPool(path);
    pool.close();
    pool.close();
    expect(() => pool.gather(Int32Array.of(0), new Float32Array(D))).toThrow(/closed/);
    await expect(pool.rows(0, 1)).rejects.toThrow(/closed/);
    await expect(pool.indices()).rejects.toThrow(/closed/);
  });

  it('is read to the bit by another reader of Arrow', async () => {
    await writePool(path, batches(), description);
    const read = tableFromIPC(readFileSync(path));
    expect(read.names).toEqual(['index', 'latent']);
    expect(Array.from(read.getChild('index'))).toEqual([...indices]);
    const values = Array.from(read.getChild('latent'), (row: Float32Array) => [...row]).flat();
    expect(values).toEqual([...latents]);
  });
});

describe('writePool', () => {
  it.each([
    [
      'latents that do not fit the indices',
      { indices: Int32Array.of(1, 2), latents: new Float32Array(D) },
      /2 × 6 numbers.*got 6/,
    ],
    [
      'a latent that is not finite',
      { indices: Int32Array.of(4, 8), latents: new Float32Array(2 * D).fill(Number.NaN, D + 2) },
      /NaN in dimension 2 of image 8/,
    ],
  ])('refuses %s, and leaves nothing behind', async (_, bad, message) => {
    async function* source() {
      yield* batches(0, 5000);
      yield bad;
    }
    await expect(writePool(path, source(), description)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes rows as they come', async () => {
    const sizes: number[] = [];
    async function* watched() {
      for await (const batch of batches()) {
        yield batch;
        sizes.push(readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0));
      }
    }
    await writePool(path, watched(), description);
    expect(sizes[0]).toBeLessThan(100);
    expect(sizes.at(-1)).toBeGreaterThan(2 * 4096 * (D + 1) * 4);
  });

  it('refuses an empty pool and a hash that is none', async () => {
    await expect(writePool(path, [], description)).rejects.toThrow(/at least one latent/);
    await expect(writePool(path, batches(), { ...description, vae: 'vae' })).rejects.toThrow(/vae/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps the file that was there until the new one is complete', async () => {
    await writePool(path, batches(0, 10), description);
    const before = readFileSync(path);
    async function* failing() {
      yield* batches(0, 5000);
      throw new Error('the encoder stopped');
    }
    await expect(writePool(path, failing(), description)).rejects.toThrow('the encoder stopped');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('openPool', () => {
  const spoilt = async (spoil: (bytes: Buffer) => Uint8Array) => {
    await writePool(path, batches(), description);
    writeFileSync(path, spoil(readFileSync(path)));
    return openPool(path);
  };
  const foreign = tableToIPC(makeTable({ index: Int32Array.of(1, 2) }), 'file');

  it.each([
    ['one byte short', (bytes: Buffer) => bytes.subarray(0, -1), /truncated/],
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), /truncated/],
    ['empty', () => Buffer.alloc(0), /a file of 0 bytes/],
    ['text', () => Buffer.from('index,latent\n1,2\n3,4\n5,6\n'), /another format/],
    [
      'cut in the middle, its end in place',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 5000), bytes.subarray(-3000)]),
      /Delete the file/,
    ],
    [
      'without its record batches',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(50_000), bytes.subarray(-3000)]),
      /Delete the file/,
    ],
    ['an Arrow file of something else', () => foreign, /metadata latent-paths.pool/],
  ])('names a file that is %s, and the remedy', async (_, spoil, message) => {
    await expect(spoilt(spoil)).rejects.toThrow(message);
    await expect(openPool(path)).rejects.toThrow(path);
    await expect(openPool(path)).rejects.toThrow(/run the experiment again/);
  });

  it('names other columns and another version', async () => {
    const table = makeTable({ index: Int32Array.of(1, 2) });
    const metadata = { ...description, version: 1, count: 2, mean: [0], deviation: [1] };
    table.schema.metadata.set('latent-paths.pool', JSON.stringify(metadata));
    writeFileSync(path, tableToIPC(table, 'file'));
    await expect(openPool(path)).rejects.toThrow(
      /columns index: Int32, latent: FixedSizeList\[6\]<Float32>, got index: Int32/,
    );
    table.schema.metadata.set('latent-paths.pool', JSON.stringify({ ...metadata, version: 2 }));
    writeFileSync(path, tableToIPC(table, 'file'));
    await expect(openPool(path)).rejects.toThrow(/version 1/);
  });

  it('names a file that is absent', async () => {
    await expect(openPool(path)).rejects.toThrow(path);
    await expect(openPool([])).rejects.toThrow(/at least one file/);
  });

  it.each([
    ['vae', { vae: 'b2'.repeat(32) }],
    ['source', { source: { kind: 'shapes', size: 64 } }],
    ['part', { part: 'heldOut' as const }],
    ['seed', { seed: 4 }],
  ])('refuses files that differ in %s', async (key, other) => {
    const second = join(folder, 'second.arrow');
    await writePool(path, batches(0, 10), description);
    await writePool(second, batches(10, 20), { ...description, ...other });
    await expect(openPool([path, second])).rejects.toThrow(new RegExp(`got ${key} .*second`));
  });

  it('refuses files that differ in the size of a latent', async () => {
    const second = join(folder, 'second.arrow');
    await writePool(path, batches(0, 10), description);
    await writePool(second, [{ indices: Int32Array.of(1), latents: new Float32Array(D + 1) }], {
      ...description,
      latentSize: D + 1,
    });
    await expect(openPool([path, second])).rejects.toThrow(/got latentSize 6/);
  });
});
