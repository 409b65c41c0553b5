import { deflateRawSync } from 'node:zlib';
import { buf as crc32 } from 'crc-32';
import { formatNpyHeader } from '../src/arrays/npy-header.js';

/** The bytes of an NPY file. */
export function npyBytes(type: string, shape: readonly number[], data: ArrayBufferView): Buffer {
  return Buffer.concat([formatNpyHeader(type, shape), new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}

export interface ZipOptions {
  readonly deflate?: boolean;
  /** What every entry says to hold, where that is not the truth. */
  readonly claim?: number;
  readonly flags?: number;
  /** Sizes in a field of ZIP64, as numpy writes them. */
  readonly wide?: boolean;
}

/** The bytes of a ZIP by APPNOTE, written by hand. */
export function zipBytes(
  files: Readonly<Record<string, Buffer>>,
  { deflate = false, claim, flags = 0, wide = false }: ZipOptions = {},
): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const stored = deflate ? deflateRawSync(content) : content;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(deflate ? 8 : 0, 4);
    fields.writeInt32LE(crc32(content), 10);
    fields.writeUInt32LE(wide ? 0xffffffff : stored.length, 14);
    fields.writeUInt32LE(wide ? 0xffffffff : (claim ?? content.length), 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const extra = wide ? Buffer.alloc(20) : Buffer.alloc(0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(claim ?? content.length), 4);
      extra.writeBigUInt64LE(BigInt(stored.length), 12);
    }
    fields.writeUInt16LE(extra.length, 24);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), extra, stored];
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, rest, Buffer.from(name), extra);
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}
