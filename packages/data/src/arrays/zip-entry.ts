import type { FileHandle } from 'node:fs/promises';
import { isBomb } from './bomb.js';

/** Where the bytes of one file in a ZIP lie. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** Position of its first byte. */
  readonly at: number;
  /** Bytes as they are stored. */
  readonly stored: number;
  /** Bytes that it says to hold. */
  readonly size: number;
  /** CRC-32 of what it holds, as a signed number. */
  readonly crc: number;
}

const END = { signature: 0x06054b50, bytes: 22 } as const;
const END_64 = { signature: 0x06064b50, bytes: 56, locator: 0x07064b50, locatorBytes: 20 } as const;
const ENTRY = { signature: 0x02014b50, bytes: 46 } as const;
const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;
const LONGEST_COMMENT = 0xffff;
const LARGEST_DIRECTORY = 2 ** 24;
const IN_64 = 0xffffffff;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;
/** DEFLATE makes of a byte no more than this. */
const MOST_A_BYTE = 1032;

/**
 * The files in a ZIP, by its central directory (APPNOTE 6.3, ZIP64 too). Names are keys here, and never paths.
 * @throws if it is damaged, encrypted, compressed by another method than DEFLATE, or claims more than its bytes
 *   can hold
 */
export async function zipEntries(where: string, file: FileHandle): Promise<ZipEntry[]> {
  const damaged = (what: string) =>
    new Error(`${where}: expected a whole ZIP file (npz), got ${what}. Save it by numpy.savez.`);
  const { size: length } = await file.stat();
  const read = async (position: number, bytes: number) => {
    if (position < 0 || position + bytes > length) throw damaged('one that points beyond its end');
    return (await file.read(Buffer.alloc(bytes), 0, bytes, position)).buffer;
  };
  const { count, at, bytes } = await directoryOf(length, read, damaged);
  if (bytes > LARGEST_DIRECTORY) throw damaged(`a directory of ${bytes} bytes`);
  const directory = await read(at, bytes);
  const entries: ZipEntry[] = [];
  let from = 0;
  for (let i = 0; i < count; i++) {
    if (from + ENTRY.bytes > directory.length || directory.readUInt32LE(from) !== ENTRY.signature)
      throw damaged('a damaged directory');
    const [names, extras, comments] = [28, 30, 32].map((offset) => directory.readUInt16LE(from + offset)) as [
      number,
      number,
      number,
    ]; // three of three
    const name = directory.toString('utf8', from + ENTRY.bytes, from + ENTRY.bytes + names);
    const extra = directory.subarray(from + ENTRY.bytes + names, from + ENTRY.bytes + names + extras);
    const [stored, size, head] = widened(
      extra,
      directory.readUInt32LE(from + 20),
      directory.readUInt32LE(from + 24),
      directory.readUInt32LE(from + 42),
    );
    const method = directory.readUInt16LE(from + 10);
    if ((directory.readUInt16LE(from + 8) & ENCRYPTED) !== 0) throw damaged(`${name} encrypted`);
    if (method !== STORED && method !== DEFLATED) throw damaged(`${name} compressed by method ${method}`);
    if (method === STORED ? stored !== size : size > MOST_A_BYTE * stored)
      throw damaged(`${name} of ${stored} bytes that claims to hold ${size}`);
    if (method === DEFLATED && isBomb(stored, size))
      throw damaged(`${name} of ${stored} bytes that claims to hold ${size}, as ZIP bombs do`);
    if (entries.some((other) => other.name === name)) throw damaged(`${name} twice`);
    const local = await read(head, LOCAL.bytes);
    if (local.readUInt32LE(0) !== LOCAL.signature) throw damaged(`no ${name} where it says`);
    const begin = head + LOCAL.bytes + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (begin + stored > length) throw damaged(`${name} cut off`);
    entries.push({
      name,
      deflated: method === DEFLATED,
      at: begin,
      stored,
      size,
      crc: directory.readInt32LE(from + 16),
    });
    from += ENTRY.bytes + names + extras + comments;
  }
  return entries;
}

type Read = (position: number, bytes: number) => Promise<Buffer>;

async function directoryOf(
  length: number,
  read: Read,
  damaged: (what: string) => Error,
): Promise<{ count: number; at: number; bytes: number }> {
  const tail = Math.min(length, END.bytes + LONGEST_COMMENT);
  const end = await read(length - tail, tail);
  let found = tail - END.bytes;
  while (found >= 0 && end.readUInt32LE(found) !== END.signature) found--;
  if (found < 0) throw damaged('another format, or a truncated file');
  const locator = length - tail + found - END_64.locatorBytes;
  const [count, bytes, at] = [end.readUInt16LE(found + 10), end.readUInt32LE(found + 12), end.readUInt32LE(found + 16)];
  if (locator < 0 || (count !== 0xffff && bytes !== IN_64 && at !== IN_64)) return { count, at, bytes };
  const where = await read(locator, END_64.locatorBytes);
  if (where.readUInt32LE(0) !== END_64.locator) return { count, at, bytes };
  const wide = await read(Number(where.readBigUInt64LE(8)), END_64.bytes);
  if (wide.readUInt32LE(0) !== END_64.signature) throw damaged('a damaged ZIP64 directory');
  return {
    count: Number(wide.readBigUInt64LE(32)),
    bytes: Number(wide.readBigUInt64LE(40)),
    at: Number(wide.readBigUInt64LE(48)),
  };
}

/** Sizes and position, those that do not fit into 32 bits from the extra field of ZIP64: [stored, size, position]. */
function widened(extra: Buffer, stored: number, size: number, at: number): [number, number, number] {
  for (let from = 0; from + 4 <= extra.length; from += 4 + extra.readUInt16LE(from + 2)) {
    if (extra.readUInt16LE(from) !== 1) continue;
    let next = from + 4;
    const take = (narrow: number) => {
      if (narrow !== IN_64 || next + 8 > extra.length) return narrow;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    const wideSize = take(size); // in the order of the format: size, stored, position
    return [take(stored), wideSize, take(at)];
  }
  return [stored, size, at];
}
