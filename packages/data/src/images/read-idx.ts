import { readFileSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { lfsPointer } from '@latent-paths/core';
import { isBomb } from '../arrays/bomb.js';

/** What an IDX file of images holds. */
export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** [count, height, width], one byte a pixel. */
  readonly pixels: Uint8Array;
}

const MAGIC = 2051;
const HEADER = 16;
/** Bytes of a gzip file in which the header is found. */
const HEAD = 4096;
/** Bytes of images: more than memory has for them. */
const MOST = 2 ** 32 - 2;

/** Bytes of a file: Node reads no more at once. */
const MOST_FILE = 2 ** 31;

/** DEFLATE makes of a byte no more than this. */
const MOST_A_BYTE = 1032;

/** @throws where a file is larger than any that is read, before it is: also where it is hashed */
export function requireIdxSize(path: string): void {
  const { size } = statSync(path);
  if (size > MOST_FILE)
    throw new Error(
      `idx: expected at most ${MOST_FILE / 2 ** 30} GiB of images, got ${Math.ceil(size / 2 ** 20)} MiB: ${path}. ` +
        'Take fewer images.',
    );
}

function readBytes(path: string): Buffer {
  requireIdxSize(path);
  const bytes = readFileSync(path);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return bytes;
  const header = unpacked(path, () => gunzipSync(bytes.subarray(0, HEAD), { finishFlush: constants.Z_SYNC_FLUSH }));
  const claimed = header.length < HEADER ? HEADER : sizeOf(header);
  if (isBomb(bytes.length, claimed))
    throw new Error(
      `readIdxImages: expected a gzip file of images, got one of ${bytes.length} bytes that claims to hold ` +
        `${claimed}, as bombs do: ${path}. Fetch it again, or unpack it yourself.`,
    );
  // What the header claims, and a byte more, which tells that there is more: nothing beyond it is unpacked.
  const most = Math.min(claimed, MOST_A_BYTE * bytes.length, MOST) + 1;
  return unpacked(path, () => gunzipSync(bytes, { maxOutputLength: most }));
}

function unpacked(path: string, unpack: () => Buffer): Buffer {
  try {
    return unpack();
  } catch (cause) {
    const more = cause instanceof RangeError;
    throw new Error(
      'readIdxImages: expected a whole gzip file, got ' +
        `${more ? 'one that holds more than its header says' : 'a truncated or damaged one'}: ${path}. Fetch it ` +
        'again.',
      { cause },
    );
  }
}

/** Bytes of the file that a header is of. */
function sizeOf(header: Buffer): number {
  return HEADER + [4, 8, 12].reduce((product, at) => product * header.readUInt32BE(at), 1);
}

/**
 * Reads a file of images in the IDX format, plain or gzip: big-endian magic 2051, count, rows, columns, then one
 * byte a pixel.
 * @throws if the file is truncated, has bytes to spare or another magic; the message names it
 */
export function readIdxImages(path: string): IdxImages {
  const bytes = readBytes(path);
  const pointer = lfsPointer(bytes);
  if (pointer !== undefined) throw new Error(`readIdxImages: expected IDX images, got ${pointer}: ${path}.`);
  if (bytes.length < HEADER) {
    throw new Error(
      `readIdxImages: expected a header of ${HEADER} bytes, got ${bytes.length} bytes: ${path}. Fetch the file again.`,
    );
  }
  const magic = bytes.readUInt32BE(0);
  if (magic !== MAGIC) {
    throw new Error(
      `readIdxImages: expected magic ${MAGIC} (IDX images), got ${magic}: ${path}. Put the image file there, not ` +
        'labels or another format.',
    );
  }
  const count = bytes.readUInt32BE(4);
  const height = bytes.readUInt32BE(8);
  const width = bytes.readUInt32BE(12);
  const expected = sizeOf(bytes);
  if (bytes.length !== expected) {
    throw new Error(
      `readIdxImages: expected ${expected} bytes for ${count} images of ${height}×${width}, got ${bytes.length}: ` +
        `${path}. Fetch the file again.`,
    );
  }
  return { count, height, width, pixels: bytes.subarray(HEADER) };
}
