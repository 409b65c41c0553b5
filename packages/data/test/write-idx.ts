import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { integerAt, rootKey } from '@latent-paths/core';

/** The bytes of an IDX file of `count` images whose pixels are drawn by `seed`. */
export function idxBytes(count: number, height: number, width: number, { magic = 2051, seed = 0 } = {}): Buffer {
  const key = rootKey(seed);
  const header = Buffer.alloc(16);
  [magic, count, height, width].forEach((value, i) => header.writeUInt32BE(value, i * 4));
  return Buffer.concat([header, Uint8Array.from({ length: count * height * width }, (_, i) => integerAt(key, i, 256))]);
}

/** Two small files like MNIST's, the first one plain and the second one gzip. */
export function writeIdxFolder(folder: string): void {
  writeFileSync(join(folder, 'train-images-idx3-ubyte'), idxBytes(20, 28, 28));
  writeFileSync(join(folder, 't10k-images-idx3-ubyte.gz'), gzipSync(idxBytes(10, 28, 28, { seed: 1 })));
}
