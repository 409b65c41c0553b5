import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildChoice, choiceSchema, rootKey, sizeOf } from '@latent-paths/core';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { type z } from 'zod';
import { imageSources, type ImageSet, type ImageSource } from '../../src/index.js';
import { temporaryFolder } from '../temporary-folder.js';
import { writeIdxFolder } from '../write-idx.js';
import { npyBytes } from '../write-arrays.js';
import { drawn, samples, writePictures } from '../write-pictures.js';

/** Those that have images. */
type Kind = Exclude<keyof typeof imageSources, 'none'>;

type Examples<K extends Kind> = z.input<(typeof imageSources)[K]['schema']>;

/** Parameters of one small source of each kind; a kind that is missing here does not compile. */
const examples: { readonly [K in Kind]: () => Examples<K> | Promise<Examples<K>> } = {
  shapes: () => ({ train: 50, heldOut: 20 }),
  lines: () => ({ train: 50, heldOut: 20 }),
  glyph: () => ({ train: 50, heldOut: 20 }),
  idx: () => {
    const folder = temporaryFolder();
    writeIdxFolder(folder);
    return { folder };
  },
  folder: async () => {
    const path = temporaryFolder();
    await writePictures(path, 60);
    return { path, heldOut: 0.4 };
  },
  npy: () => {
    const path = join(temporaryFolder(), 'images.npy');
    writeFileSync(path, npyBytes('|u1', [60, 6, 8, 3], samples(5, 60 * 144)));
    return { path, layout: 'nhwc', heldOut: 0.4 };
  },
  parquet: async () => {
    const path = join(temporaryFolder(), 'images.parquet');
    const data = await Promise.all(Array.from({ length: 60 }, (_, i) => drawn(i).png().toBuffer()));
    const column = { name: 'image', data, type: 'BYTE_ARRAY' } as const;
    writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData: [column] })));
    return { path, heldOut: 0.4 };
  },
};

async function open(kind: Kind, seed: number): Promise<ImageSource> {
  const choice = choiceSchema(imageSources).parse({ kind, ...(await examples[kind]()) });
  return buildChoice<ImageSet>(imageSources, choice).open({ key: rootKey(seed), cache: temporaryFolder() });
}

const PARTS = ['train', 'heldOut'] as const;

describe.each(Object.keys(examples) as Kind[])('the source %s', (kind) => {
  let source: ImageSource;
  let again: ImageSource;
  let length: number;
  const read = (from: ImageSource, part: 'train' | 'heldOut', index: number) => {
    const out = new Float32Array(length);
    from.write(part, index, out);
    return out;
  };

  beforeAll(async () => {
    source = await open(kind, 3);
    again = await open(kind, 3);
    length = sizeOf(source.shape);
  });

  it('writes values in 0 … 1 that are not all equal', () => {
    for (const part of PARTS) {
      for (let index = 0; index < source.size[part]; index++) {
        const image = read(source, part, index);
        expect(image.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(new Set(image).size).toBeGreaterThan(1);
      }
    }
  });

  it('makes the same image whenever it is asked', () => {
    const later = read(source, 'train', 7);
    read(again, 'heldOut', 3);
    expect(read(again, 'train', 7)).toEqual(later);
  });

  it('makes different images of different indices and parts', () => {
    const images = PARTS.flatMap((part) => [0, 1, 2, 9].map((index) => read(source, part, index).join()));
    expect(new Set(images).size).toBe(images.length);
  });

  it('writes at the offset and nowhere else', () => {
    const out = new Float32Array(length + 5).fill(-1);
    source.write('train', 4, out, 3);
    expect(out.subarray(3, 3 + length)).toEqual(read(source, 'train', 4));
    expect([...out.subarray(0, 3), ...out.subarray(3 + length)]).toEqual([-1, -1, -1, -1, -1]);
  });

  it('refuses images that are not there and arrays without room', () => {
    for (const index of [-1, 0.5, Number.NaN, source.size.heldOut]) {
      expect(() => read(source, 'heldOut', index)).toThrow(/part heldOut, got/);
    }
    expect(() => source.write('train', 0, new Float32Array(length - 1))).toThrow(/room/);
    expect(() => source.write('train', 0, new Float32Array(length), 1)).toThrow(/room/);
  });

  it('renders an image from its factors', () => {
    if (source.factors.length === 0) {
      expect(() => source.render([], new Float32Array(length))).toThrow(/known factors/);
      return;
    }
    for (const index of [0, 1, 7]) {
      const out = new Float32Array(length + 3);
      source.render(source.factorsOf('train', index), out, 3);
      expect(out.subarray(3)).toEqual(read(source, 'train', index));
    }
  });

  it('gives factors inside their ranges, or says that it knows none', () => {
    if (source.factors.length === 0) {
      expect(() => source.factorsOf('train', 0)).toThrow(/known factors/);
      return;
    }
    for (let index = 0; index < source.size.train; index++) {
      const factors = source.factorsOf('train', index);
      expect(factors.length).toBe(source.factors.length);
      source.factors.forEach((factor, i) => {
        const [low, high] = factor.range;
        expect(factors[i]).toBeGreaterThanOrEqual(low);
        expect(factors[i]).toBeLessThanOrEqual(high);
        if (factor.kind === 'categorical') expect(factor.categories[factors[i]!]).toBeTypeOf('string');
      });
    }
    expect(() => source.factorsOf('heldOut', source.size.heldOut)).toThrow(RangeError);
  });
});
