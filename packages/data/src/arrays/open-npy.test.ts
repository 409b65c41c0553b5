import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { npyBytes, zipBytes, type ZipOptions } from '../../test/write-arrays.js';
import { parseArrayReference } from './array-reference.js';
import { fromHalf } from './element.js';
import { openNpy } from './open-npy.js';

async function read(name: string, bytes: Buffer): Promise<{ shape: readonly number[]; values: number[] }> {
  const reference = parseArrayReference(name);
  const path = join(temporaryFolder(), reference.file);
  writeFileSync(path, bytes);
  const array = await openNpy(reference, path);
  try {
    const values: number[] = [];
    for await (const row of array.rows())
      for (let at = 0; at < row.length; at += array.element.bytes) values.push(array.element.read(row, at));
    return { shape: array.shape, values };
  } finally {
    await array.close();
  }
}

/** A header as another program might write it, and some bytes. */
function withHeader(text: string, data = Buffer.alloc(0), major = 1): Buffer {
  const prefix = Buffer.from(`\x93NUMPY${String.fromCharCode(major)}\0`, 'latin1');
  const length = Buffer.alloc(major === 1 ? 2 : 4);
  length.writeUIntLE(text.length, 0, length.length);
  return Buffer.concat([prefix, length, Buffer.from(text, 'latin1'), data]);
}
const header = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': (${shape}), }`;

const POINTER = Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 805301\n');
const floats = npyBytes('<f4', [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6.5));
const zeros = npyBytes('|u1', [1000, 1000], new Uint8Array(1_000_000));

describe('what is read', () => {
  it.each([
    ['|u1', Uint8Array.of(0, 200, 255)],
    ['|i1', Int8Array.of(-1, 0, 127)],
    ['<u2', Uint16Array.of(0, 1, 65535)],
    ['<i2', Int16Array.of(-2, 0, 300)],
    ['<i4', Int32Array.of(-70000, 0, 1)],
    ['<f4', Float32Array.of(-1.5, 0, 3)],
    ['<f8', Float64Array.of(-1.5, 1 / 3, 3)],
  ])('%s', async (type, data) => {
    expect(await read('a.npy', npyBytes(type, [3], data))).toEqual({ shape: [3], values: [...data] });
  });

  it('halves', () => {
    expect([0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555, 0x0000].map(fromHalf)).toEqual([
      1,
      -2,
      2 ** -24,
      Infinity,
      0.333251953125,
      0,
    ]);
    expect(fromHalf(0x7e00)).toBeNaN();
  });

  it('headers of every version', async () => {
    for (const major of [1, 2, 3])
      expect(await read('a.npy', withHeader(header("'<f4'", '1, 1'), Buffer.from([0, 0, 128, 63]), major))).toEqual({
        shape: [1, 1],
        values: [1],
      });
  });

  it.each<[string, ZipOptions]>([
    ['stored', {}],
    ['compressed', { deflate: true }],
    ['with ZIP64 sizes', { deflate: true, wide: true }],
  ])('arrays of an npz, %s', async (_, options) => {
    const npz = zipBytes({ 'z.npy': floats, 'zeros.npy': zeros }, options);
    expect(await read('a.npz[z]', npz)).toEqual({ shape: [3, 2], values: [1, 2, 3, 4, 5, 6.5] });
    expect((await read('a.npz[zeros]', npz)).values).toHaveLength(1_000_000);
    await expect(read('a.npz', npz)).rejects.toThrow(
      'expected one of its arrays, z, zeros, as in z.npz[z], got no name',
    );
    await expect(read('a.npz[y]', npz)).rejects.toThrow('got y');
  });

  it('the only array of an npz without its name', async () => {
    expect((await read('a.npz', zipBytes({ 'z.npy': floats }))).shape).toEqual([3, 2]);
  });
});

describe('what is refused', () => {
  const flipped = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 0xff;
    return copy;
  };
  it.each<[string, string, Buffer, RegExp]>([
    ['another format', 'a.npy', Buffer.from('{}'), /expected an array of NumPy/],
    ['nothing', 'a.npy', Buffer.alloc(0), /expected an array of NumPy/],
    [
      'a pointer of Git LFS',
      'a.npy',
      POINTER,
      /a\.npy: expected an array of NumPy \(NPY\), got a Git LFS pointer in place of the file of 805301 bytes; run git lfs pull/,
    ],
    [
      'a pointer of Git LFS, as NPZ',
      'a.npz[z]',
      POINTER,
      /a\.npz\[z\]: expected arrays of NumPy \(NPZ\), got a Git LFS pointer .*; run git lfs pull/,
    ],
    [
      'objects',
      'a.npy',
      withHeader(header("'|O'", '3,'), Buffer.alloc(24)),
      /Python objects, which could run code[^]*numpy\.stack/,
    ],
    ['records', 'a.npy', withHeader(header("[('x', '<f4')]", '3,'), Buffer.alloc(12)), /array of records/],
    ['Fortran’s order', 'a.npy', withHeader(header("'<f4'", '2, 2', 'True'), Buffer.alloc(16)), /ascontiguousarray/],
    [
      'another order of bytes',
      'a.npy',
      withHeader(header("'>f4'", '2,'), Buffer.alloc(8)),
      /got >f4\. Save array\.astype/,
    ],
    ['text', 'a.npy', withHeader(header("'<U8'", '2,'), Buffer.alloc(64)), /got <U8/],
    ['a truncated file', 'a.npy', floats.subarray(0, -1), /bytes for the shape \(3, 2\), got/],
    ['bytes to spare', 'a.npy', Buffer.concat([floats, Buffer.alloc(1)]), /has extra bytes/],
    ['half a header', 'a.npy', floats.subarray(0, 40), /truncated/],
    ['a claim of 10 TB', 'a.npy', withHeader(header("'<f4'", '2500000000, 1000'), Buffer.alloc(4)), /at most 64 GiB/],
    [
      'a claim of more than a number holds',
      'a.npy',
      withHeader(header("'<f4'", '9999999999, 9999999999'), Buffer.alloc(4)),
      /a size that fits into a file/,
    ],
    ['a header of 4 GB', 'a.npy', Buffer.from('\x93NUMPY\x02\0\xff\xff\xff\xff', 'latin1'), /header of at most/],
    ['no number', 'a.npy', withHeader(header("'<f4'", ''), Buffer.alloc(4)), /got the shape \(\)/],
    ['no ZIP', 'a.npz[z]', floats, /another format, or a truncated file/],
    [
      'a truncated ZIP',
      'a.npz[z]',
      zipBytes({ 'z.npy': floats }).subarray(0, -40),
      /another format, or a truncated file/,
    ],
    ['an encrypted ZIP', 'a.npz[z]', zipBytes({ 'z.npy': floats }, { flags: 1 }), /z\.npy encrypted/],
    [
      'a bomb: a claim beyond what DEFLATE can do',
      'a.npz[z]',
      zipBytes({ 'z.npy': floats }, { deflate: true, claim: 2 ** 31 }),
      /claims to hold 2147483648/,
    ],
    [
      'a bomb: more than it says',
      'a.npz[z]',
      zipBytes({ 'z.npy': Buffer.concat([floats, zeros]) }, { deflate: true, claim: floats.length }),
      /got more/,
    ],
    [
      'an array that says less than its entry',
      'a.npz[z]',
      zipBytes({ 'z.npy': Buffer.concat([floats, zeros]) }, { deflate: true }),
      /has extra bytes/,
    ],
    ['another content than was written', 'a.npz[z]', flipped(zipBytes({ 'z.npy': floats }), 140), /damaged/],
    [
      'damaged compression',
      'a.npz[z]',
      flipped(
        zipBytes(
          {
            'z.npy': npyBytes(
              '<f4',
              [4, 1000],
              Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i)),
            ),
          },
          { deflate: true },
        ),
        900,
      ),
      /damaged/,
    ],
  ])('%s', async (_, name, bytes, message) => {
    await expect(read(name, bytes)).rejects.toThrow(message);
  });

  it('a file that is not there', async () => {
    await expect(openNpy(parseArrayReference('z.npy'), '/absent/z.npy')).rejects.toThrow(
      'z.npy: expected a file, got none',
    );
  });
});
