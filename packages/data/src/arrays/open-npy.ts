import { open, type FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { buf as crc32 } from 'crc-32';
import { npyHeaderLength, NPY_PREFIX, parseNpyHeader, type NpyHeader } from './npy-header.js';
import { zipEntries, type ZipEntry } from './zip-entry.js';
import type { ArrayReference } from './array-reference.js';
import { elementOf, type Element } from './element.js';
import { refusePointer } from './refuse-pointer.js';

/** An array of a file, to be read row by row: it is never held as a whole. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly element: Element;
  /**
   * Bytes of the parts [i, …] along its first axis, one after the other. @throws if there are fewer or more than the
   * header says
   */
  rows(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** Nothing that is larger is read, whatever a header claims. */
const MOST_BYTES = 2 ** 36;
/** One image, or one latent, is held as a whole. */
const MOST_ROW = 2 ** 30;
const PART = 2 ** 18;

/**
 * Opens an NPY file, or an array of an NPZ by its key. What a header claims is checked against the bytes that are there
 * before anything is made of it. @throws if it is damaged, or holds no plain numbers in C order
 */
export async function openNpy(reference: ArrayReference, path: string): Promise<NpyArray> {
  const where = reference.text;
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Error(`${where}: expected a file, got none that can be read. Give its path relative to the workspace.`, {
      cause,
    });
  });
  try {
    await refusePointer(where, file, reference.ending === '.npz' ? 'arrays of NumPy (NPZ)' : 'an array of NumPy (NPY)');
    const entry = reference.ending === '.npz' ? await entryOf(reference, file) : null;
    const size = entry?.size ?? (await file.stat()).size;
    const header = await readHeader(where, bytesOf(file, entry));
    const element = elementOf(where, header.type);
    const [count = 1, ...rest] = header.shape;
    const row = rest.reduce((product, side) => product * side, element.bytes);
    if (header.shape.length === 0 || count * row > MOST_BYTES)
      throw new Error(
        `${where}: expected an array of at most ${MOST_BYTES / 2 ** 30} GiB, got the shape ` +
          `(${header.shape.join(', ')}).`,
      );
    if (row > MOST_ROW)
      throw new Error(
        `${where}: expected parts along the first axis of at most ${MOST_ROW / 2 ** 30} GiB each, got the shape ` +
          `(${header.shape.join(', ')}).`,
      );
    if (size !== header.bytes + count * row) {
      throw new Error(
        `${where}: expected ${header.bytes + count * row} bytes for the shape (${header.shape.join(', ')}), got ` +
          `${size}: it is truncated or has extra bytes. Save it again.`,
      );
    }
    return {
      shape: header.shape,
      element,
      rows: () => rowsOf(where, bytesOf(file, entry), header.bytes, count, row),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function entryOf({ text, key }: ArrayReference, file: FileHandle): Promise<ZipEntry> {
  const entries = (await zipEntries(text, file)).filter(({ name }) => name.endsWith('.npy'));
  const names = entries.map(({ name }) => name.replace(/\.npy$/, ''));
  const at = key === undefined && entries.length === 1 ? 0 : names.indexOf(key ?? '');
  if (entries[at] !== undefined) return entries[at];
  throw new Error(
    `${text}: expected one of its arrays, ${names.join(', ') || 'of which there is none'}, as in ` +
      `z.npz[${names[0] ?? 'name'}], got ${key ?? 'no name'}`,
  );
}

function bytesOf(file: FileHandle, entry: ZipEntry | null): AsyncIterable<Buffer> {
  if (entry === null) return parts(file, 0, Infinity);
  const raw = parts(file, entry.at, entry.at + entry.stored);
  const told = () => undefined; // whoever reads is told
  return whole(entry.deflated ? pipeline(Readable.from(raw), createInflateRaw(), told) : raw, entry);
}

/** The bytes from one position to another, or to the end. The file stays open. */
async function* parts(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(PART, to - at)), 0, null, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** The same bytes. @throws at their end, where they are not those that were written */
async function* whole(bytes: AsyncIterable<Buffer>, { name, crc }: ZipEntry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const part of bytes) {
    sum = crc32(part, sum);
    yield part;
  }
  if (sum !== crc) throw new Error(`${name}: the checksum does not match`);
}

/** Reads as little as the header takes. */
async function readHeader(where: string, bytes: AsyncIterable<Buffer>): Promise<NpyHeader> {
  let start = Buffer.alloc(0);
  for await (const part of bytes) {
    start = Buffer.concat([start, part]);
    if (start.length < NPY_PREFIX) continue;
    const length = npyHeaderLength(where, start);
    if (start.length >= length) return parseNpyHeader(where, start.subarray(0, length));
  }
  npyHeaderLength(where, start);
  throw new Error(`${where}: expected a whole header of NPY, got a truncated file. Save the array again.`);
}

async function* rowsOf(
  where: string,
  bytes: AsyncIterable<Buffer>,
  skip: number,
  count: number,
  row: number,
): AsyncGenerator<Buffer> {
  const refuse = (got: string, cause?: unknown) =>
    new Error(`${where}: expected ${count} × ${row} bytes after the header, got ${got}. Save the array again.`, {
      cause,
    });
  let [skipped, given, filled] = [0, 0, 0];
  let out = Buffer.alloc(row);
  const parts = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await parts.next().catch((cause: unknown) => {
        throw refuse('damaged compression', cause);
      });
      if (next.done === true) break;
      let part = next.value.subarray(Math.min(next.value.length, skip - skipped));
      skipped += next.value.length - part.length;
      while (part.length > 0) {
        if (given === count || row === 0) throw refuse('more');
        const taken = part.copy(out, filled);
        filled += taken;
        part = part.subarray(taken);
        if (filled < row) continue;
        yield out;
        out = Buffer.alloc(row);
        filled = 0;
        given++;
      }
    }
  } finally {
    await parts.return?.();
  }
  if (given < count) throw refuse(`${given * row + filled} bytes`);
}
