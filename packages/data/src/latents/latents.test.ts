import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillNormal, rootKey } from '@latent-paths/core';
import { makeVector, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { npyBytes, zipBytes } from '../../test/write-arrays.js';
import { writePool } from '../pool/write-pool.js';
import { readLatents } from './read-latents.js';
import { splitLatents } from './split-latents.js';

const [N, D] = [50, 4];
const values = new Float32Array(N * D);
fillNormal(rootKey(3), 0, values);

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (name: string) => join(folder, name);

function write(name: string, bytes: Uint8Array) {
  writeFileSync(at(name.replace(/\[.*/, '')), bytes);
  return readLatents(at(name));
}

function safetensors(
  tensors: Readonly<Record<string, { dtype: string; shape: readonly number[]; data: Uint8Array }>>,
): Buffer {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { data, ...rest }]) => [
    name,
    { ...rest, data_offsets: [end, (end += data.length)] },
  ]);
  const json = Buffer.from(JSON.stringify({ __metadata__: { by: 'a test' }, ...Object.fromEntries(entries) }));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([prefix, json, ...Object.values(tensors).map(({ data }) => data)]);
}
const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

describe('readLatents', () => {
  it('finds the same latents in every format, and gives them one identity', async () => {
    await writePool(at('pool.arrow'), [{ indices: Int32Array.from({ length: N }, (_, i) => i), latents: values }], {
      vae: 'a1'.repeat(32),
      source: { kind: 'shapes' },
      part: 'train',
      seed: 3,
      latentSize: D,
    });
    const npy = npyBytes('<f4', [N, D], values);
    const tensor = { dtype: 'F32', shape: [N, D], data: bytesOf(values) };
    const all = [
      await write('z.npy', npy),
      await write(
        'z.npz[z]',
        zipBytes({ 'z.npy': npy, 'other.npy': npyBytes('<f4', [1], Float32Array.of(1)) }, { deflate: true }),
      ),
      await write('z.safetensors', safetensors({ z: tensor })),
      await write(
        'several.safetensors[z]',
        safetensors({ other: { dtype: 'I64', shape: [1], data: new Uint8Array(8) }, z: tensor }),
      ),
      await readLatents(at('pool.arrow')),
      await readLatents(at('pool.arrow[latent]')),
    ];
    for (const found of all)
      expect(found).toEqual({ count: N, size: D, shape: [N, D], values, content: all[0]!.content });
    const changed = values.slice();
    changed[17]! += 1e-3;
    expect((await write('z.npy', npyBytes('<f4', [N, D], changed))).content).not.toBe(all[0]!.content);
  });

  it('makes float32 of halves, bfloat16 and doubles, and one row of every latent', async () => {
    const doubles = Float64Array.of(0.1, 2, -3, 4e5, 5, 6, 7, 8);
    expect(await write('z.npy', npyBytes('<f8', [2, 1, 2, 2], doubles))).toMatchObject({
      count: 2,
      size: 4,
      shape: [2, 1, 2, 2],
      values: Float32Array.from(doubles),
    });
    expect(
      (await write('z.safetensors', safetensors({ z: { dtype: 'F64', shape: [2, 4], data: bytesOf(doubles) } })))
        .values,
    ).toEqual(Float32Array.from(doubles));
    const of16 = async (dtype: string, bits: readonly number[]) => [
      ...(
        await write(
          'z.safetensors',
          safetensors({ z: { dtype, shape: [1, bits.length], data: bytesOf(Uint16Array.from(bits)) } }),
        )
      ).values,
    ];
    expect(await of16('F16', [0x3c00, 0xc500])).toEqual([1, -5]);
    expect(await of16('BF16', [0x3f80, 0xc0a0])).toEqual([1, -5]);
  });

  const good = safetensors({ z: { dtype: 'F32', shape: [2, 1], data: bytesOf(Float32Array.of(1, 2)) } });
  it.each<[string, string, Uint8Array, RegExp]>([
    ['another ending', 'z.pt', good, /expected latents in a file of \.npy, \.npz/],
    [
      'no axis of latents',
      'z.npy',
      npyBytes('<f4', [4], values.subarray(0, 4)),
      /expected latents as \[n, d\], got the shape \(4\)/,
    ],
    ['no latents', 'z.npy', npyBytes('<f4', [0, 4], new Float32Array(0)), /got the shape \(0, 4\)/],
    [
      'what is not finite',
      'z.npy',
      npyBytes('<f4', [2, 2], Float32Array.of(1, 2, 3, NaN)),
      /expected finite numbers, got NaN in latent 1/,
    ],
    ['no tensor of that name', 'z.safetensors[y]', good, /expected one of its tensors, z, .*got y/],
    ['a truncated safetensors', 'z.safetensors', good.subarray(0, -1), /whole safetensors file, got F32/],
    [
      'a header of 10 GB',
      'z.safetensors',
      Buffer.concat([Buffer.from([0, 0, 0, 0, 3, 0, 0, 0]), good]),
      /a header of 12884901888 bytes/,
    ],
    [
      'a claim of 10 GB',
      'z.safetensors',
      safetensors({ z: { dtype: 'F32', shape: [2_500_000, 1000], data: new Uint8Array(8) } }),
      /whole safetensors file, got F32/,
    ],
    [
      'integers',
      'z.safetensors',
      safetensors({ z: { dtype: 'I64', shape: [1, 1], data: new Uint8Array(8) } }),
      /got I64\. Save tensor\.float/,
    ],
    [
      'no JSON',
      'z.safetensors',
      Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{x')]),
      /no JSON object/,
    ],
    ['no Arrow', 'z.arrow', Buffer.from('not at all, whatever it says'), /expected/],
    [
      'an Arrow file without lists',
      'z.arrow',
      tableToIPC(new Table({ a: makeVector(Float32Array.of(1, 2)), b: vectorFromArray(['x', 'y']) }), 'file'),
      /columns of fixed-size lists.*of which there is none/,
    ],
  ])('refuses %s', async (_, name, bytes, message) => {
    await expect(write(name, bytes)).rejects.toThrow(message);
    await expect(write(name, bytes)).rejects.toThrow(name.replace(/\[.*/, ''));
  });

  it.each(['z.npy', 'z.npz[z]', 'z.safetensors', 'z.arrow'])(
    'tells a pointer of Git LFS in place of %s',
    async (name) => {
      const pointer = Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 805301\n');
      await expect(write(name, pointer)).rejects.toThrow(
        /: expected [^,]+, got a Git LFS pointer in place of the file of 805301 bytes; run git lfs pull where it was/,
      );
    },
  );

  it.each(['z.npy', 'z.npz[z]', 'z.safetensors', 'z.arrow'])('names %s where it is not there', async (name) => {
    await expect(readLatents(at(name))).rejects.toThrow(`${name}: expected a file, got none that can be read`);
  });
});

describe('splitLatents', () => {
  it('gives every row to one part, in exact numbers, by the key alone', () => {
    const { train, validation, test } = splitLatents(1001, 0.1, rootKey(1));
    expect([train.length, validation.length, test.length]).toEqual([901, 50, 50]);
    expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 1001 }, (_, i) => i));
    expect(splitLatents(1001, 0.1, rootKey(1))).toEqual({ train, validation, test });
    expect(splitLatents(1001, 0.1, rootKey(2)).test).not.toEqual(test);
  });

  it('refuses parts in which there is no pair', () => {
    for (const [count, share] of [
      [30, 0.1],
      [3, 0.9],
      [10, 0.95],
    ] as const)
      expect(() => splitLatents(count, share, rootKey(1))).toThrow(/at least two latents/);
  });
});
