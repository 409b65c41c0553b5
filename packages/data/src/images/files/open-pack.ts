import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { MAKE_AGAIN } from '../../store/remedy.js';
import { PACK_HEADER, type Pack } from './pack.js';
import { SAMPLE_BYTES, writeValues } from './sample-type.js';

/** Bytes of pixels up to which they are held in memory. */
const MOST_HELD = 2 ** 28;
const PART = 2 ** 20;

/** Writes the image of a row as values 0…1 at `out[offset…]`. */
export type ReadRow = (row: number, out: Float32Array, offset: number) => void;

/**
 * Opens the pixels of a pack, held in memory where they take at most `most` bytes, else read row by row; the file is
 * then open until the process ends, as image sources are. @throws if they are not those that were written
 */
export function openPack({ index, pixels }: Pack, most = MOST_HELD): ReadRow {
  const { type, shape, hashes } = index;
  const bytes = shape[0] * shape[1] * shape[2] * SAMPLE_BYTES[type];
  const expected = PACK_HEADER + hashes.length * bytes;
  const refuse = (got: string) =>
    new Error(`${pixels}: expected ${expected} bytes of images as they were decoded, got ${got}; ${MAKE_AGAIN}`);
  if (expected <= most) {
    const held = readFileSync(pixels);
    if (held.length !== expected) throw refuse(`${held.length}`);
    const rows = held.subarray(PACK_HEADER);
    if (createHash('sha256').update(rows).digest('hex') !== index.sha256) throw refuse('others: they were altered');
    return (row, out, offset) => writeValues(type, rows.subarray(row * bytes, (row + 1) * bytes), out, offset);
  }
  const fd = openSync(pixels, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size !== expected) throw refuse(`${size}`);
    if (hashRows(fd) !== index.sha256) throw refuse('others: they were altered');
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  const image = Buffer.alloc(bytes);
  return (row, out, offset) => {
    if (readSync(fd, image, 0, bytes, PACK_HEADER + row * bytes) !== bytes) throw refuse('a shorter file');
    writeValues(type, image, out, offset);
  };
}

function hashRows(fd: number): string {
  const hash = createHash('sha256');
  const part = Buffer.alloc(PART);
  let position = PACK_HEADER;
  for (let read = readSync(fd, part, 0, PART, position); read > 0; read = readSync(fd, part, 0, PART, position)) {
    hash.update(part.subarray(0, read));
    position += read;
  }
  return hash.digest('hex');
}
