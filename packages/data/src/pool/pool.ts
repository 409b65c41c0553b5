import { closeSync } from 'node:fs';
import { hashJson } from '@latent-paths/core';
import { deviationOf, mergeMoments, momentsFrom } from './moments.js';
import { openPoolFile, readExactly, type PoolFile, type RowBlock } from './pool-file.js';
import type { PoolMetadata } from './pool-metadata.js';

/** Latents on disk: read in parts, never held as a whole. Rows of many files follow one another in the files' order. */
export interface Pool {
  readonly count: number;
  readonly latentSize: number;
  /** Of all files together. */
  readonly metadata: PoolMetadata;
  /**
   * Rows [from, to) as [to − from, latentSize], read straight into the array that is returned. @throws RangeError if
   * there are none such
   */
  rows(from: number, to: number): Promise<Float32Array>;
  /** [count], the index of each row's image in its part. */
  indices(): Promise<Int32Array>;
  /**
   * Random access: copies the latents of `rows` into `out` [rows.length, latentSize], row after row, reading only
   * those.
   * @throws RangeError if a row is not there or `out` has another size
   */
  gather(rows: Int32Array, out: Float32Array): void;
  close(): void;
}

/** A record batch and the pool's row that it starts with. */
interface Block extends RowBlock {
  readonly file: PoolFile;
  readonly first: number;
}

const MUST_AGREE = ['vae', 'source', 'part', 'seed', 'latentSize'] as const satisfies readonly (keyof PoolMetadata)[];

/** @throws if two files are not parts of one pool */
function mergeMetadata(files: readonly PoolFile[]): PoolMetadata {
  const [first, ...rest] = files.map((file) => ({ path: file.path, ...file.metadata }));
  if (first === undefined) throw new RangeError('openPool: expected at least one file, got none');
  for (const other of rest) {
    for (const key of MUST_AGREE) {
      if (hashJson(other[key]) === hashJson(first[key])) continue;
      throw new Error(
        `openPool: expected files of one pool, got ${key} ${JSON.stringify(first[key])} in ${first.path} ` +
          `and ${JSON.stringify(other[key])} in ${other.path}. Open files of one VAE and one source together.`,
      );
    }
  }
  const moments = files
    .map(({ metadata: { count, mean, deviation } }) => momentsFrom(count, mean, deviation))
    .reduce(mergeMoments);
  return { ...files[0]!.metadata, count: moments.count, mean: [...moments.mean], deviation: [...deviationOf(moments)] };
}

function layBlocks(files: readonly PoolFile[]): readonly Block[] {
  let first = 0;
  return files.flatMap((file) =>
    file.blocks.map((block) => {
      const laid = { ...block, file, first };
      first += block.rows;
      return laid;
    }),
  );
}

/** The block that holds `row`, by bisection. */
function blockOf(blocks: readonly Block[], row: number): Block {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (blocks[middle]!.first <= row) low = middle;
    else high = middle - 1;
  }
  return blocks[low]!;
}

function bytesOf(array: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function openAll(paths: readonly string[]): PoolFile[] {
  const files: PoolFile[] = [];
  try {
    for (const path of paths) files.push(openPoolFile(path));
    return files;
  } catch (error) {
    for (const file of files) closeSync(file.fd);
    throw error;
  }
}

/**
 * Opens a pool that `writePool` wrote, of one file or many. Only footers are read here: the place of every row is
 * known from them, so that rows can be read at random from the disk (and from the system's cache of it).
 * @throws if a file is missing, truncated, foreign, or of another pool than the first; the message names it
 */
export async function openPool(paths: string | readonly string[]): Promise<Pool> {
  const files = openAll(typeof paths === 'string' ? [paths] : paths);
  const close = () => files.splice(0).forEach((file) => closeSync(file.fd));
  let metadata: PoolMetadata;
  try {
    metadata = mergeMetadata(files);
  } catch (error) {
    close();
    throw error;
  }
  const { count, latentSize } = metadata;
  const blocks = layBlocks(files);
  const rowBytes = latentSize * Float32Array.BYTES_PER_ELEMENT;

  const checkOpen = (where: string) => {
    if (files.length === 0) throw new Error(`${where}: expected an open pool, got one that was closed. Open it again.`);
  };
  /** Reads one column of rows [from, to), `width` bytes a row, block by block. */
  const readRows = (column: 'indices' | 'latents', width: number, from: number, to: number, out: Uint8Array) => {
    for (let row = from; row < to;) {
      const block = blockOf(blocks, row);
      const end = Math.min(to, block.first + block.rows);
      const part = out.subarray((row - from) * width, (end - from) * width);
      readExactly(block.file, part, block[column] + (row - block.first) * width);
      row = end;
    }
  };

  return {
    count,
    latentSize,
    metadata,
    async rows(from, to) {
      checkOpen('Pool.rows');
      if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from > to || to > count) {
        throw new RangeError(`Pool.rows: expected 0 ≤ from ≤ to ≤ ${count}, got from ${from} to ${to}`);
      }
      const out = new Float32Array((to - from) * latentSize);
      readRows('latents', rowBytes, from, to, bytesOf(out));
      return out;
    },
    async indices() {
      checkOpen('Pool.indices');
      const out = new Int32Array(count);
      readRows('indices', Int32Array.BYTES_PER_ELEMENT, 0, count, bytesOf(out));
      return out;
    },
    gather(rows, out) {
      checkOpen('Pool.gather');
      if (out.length !== rows.length * latentSize) {
        throw new RangeError(`Pool.gather: expected an array of ${rows.length} × ${latentSize}, got ${out.length}`);
      }
      const bytes = bytesOf(out);
      rows.forEach((row, i) => {
        if (row < 0 || row >= count) throw new RangeError(`Pool.gather: expected rows in 0 … ${count - 1}, got ${row}`);
        readRows('latents', rowBytes, row, row + 1, bytes.subarray(i * rowBytes, (i + 1) * rowBytes));
      });
    },
    close,
  };
}
