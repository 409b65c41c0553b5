import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildChoice, choiceSchema, rootKey } from '@latent-paths/core';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { drawn, writeFiles } from '../../test/write-pictures.js';
import { openTable } from './files/open-table.js';
import { imageSources } from './registry.js';
import type { ImageSet, ImageSource } from './source.js';

const PICTURES = 12;
let pngs: Buffer[];
beforeAll(async () => {
  pngs = await Promise.all(Array.from({ length: PICTURES }, (_, i) => drawn(i).png().toBuffer()));
});

type Cell = { readonly bytes: Uint8Array | null; readonly path: string | null } | null;
const optional = { repetition_type: 'OPTIONAL' } as const;

/** As Hugging Face writes pictures: a struct of bytes and path, a class label by number, and the names in a note. */
function tableOf(cells: readonly Cell[], labels: readonly number[] = cells.map((_, i) => i % 2)): Uint8Array {
  const info = { features: { label: { names: ['cat', 'dog'], _type: 'ClassLabel' } } };
  const made = parquetWriteBuffer({
    columnData: [
      { name: 'image', data: [...cells] },
      { name: 'label', data: labels.map(BigInt) },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'image', num_children: 2, ...optional },
      { name: 'bytes', type: 'BYTE_ARRAY', ...optional },
      { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional },
      { name: 'label', type: 'INT64', ...optional },
    ],
    rowGroupSize: 2,
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info }) }],
  });
  return new Uint8Array(made);
}
const columns = (columnData: ColumnSource[], rest: object = {}) =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...rest }));
const cellOf = (bytes: Uint8Array, i: number): Cell => ({ bytes, path: `${i}.png` });

const setOf = (parameters: object): ImageSet =>
  buildChoice<ImageSet>(
    imageSources,
    choiceSchema(imageSources).parse({ kind: 'parquet', heldOut: 0.3, ...parameters }),
  );
const open = async (parameters: object): Promise<ImageSource> =>
  setOf(parameters).open({ key: rootKey(1), cache: temporaryFolder() });
const imagesOf = (source: ImageSource) =>
  (['train', 'heldOut'] as const).map((part) =>
    Array.from({ length: source.size[part] }, (_, i) => {
      const out = new Float32Array(source.shape[0] * source.shape[1] * source.shape[2]);
      source.write(part, i, out);
      return out.join();
    }).sort(),
  );

/** Two files of seven and five rows. */
function written(): string {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'train-0.parquet': tableOf(pngs.slice(0, 7).map(cellOf)),
    'train-1.parquet': tableOf(pngs.slice(7).map(cellOf), [1, 1, 1, 1, 1]),
    'README.md': Buffer.from('#'),
  });
  return folder;
}

describe('pictures in Parquet files', () => {
  it('are those that a folder of the same files gives, in the same parts', async () => {
    const apart = temporaryFolder();
    writeFiles(apart, Object.fromEntries(pngs.map((bytes, i) => [`${i}.png`, bytes])));
    const folder = buildChoice<ImageSet>(
      imageSources,
      choiceSchema(imageSources).parse({ kind: 'folder', path: apart, heldOut: 0.3 }),
    );
    const expected = await folder.open({ key: rootKey(1), cache: temporaryFolder() });
    const source = await open({ path: written() });
    expect(source.shape).toEqual([6, 8, 3]);
    expect(source.size.train + source.size.heldOut).toBe(PICTURES);
    expect(imagesOf(source)).toEqual(imagesOf(expected));
    expect(source.notes?.join()).toMatch(/12 pictures in 2 files/);
  });

  it('are read a group of rows at a time', async () => {
    const table = await openTable({ name: 't', path: join(written(), 'train-0.parquet') });
    const sizes: number[] = [];
    for await (const rows of table.groups(['image'])) sizes.push(rows.length);
    expect(sizes).toEqual([2, 2, 2, 1]);
  });

  it('have labels, by the names that Hugging Face notes', async () => {
    const source = await open({ path: written(), label: 'label' });
    const labels = (['train', 'heldOut'] as const).flatMap((part) =>
      Array.from({ length: source.size[part] }, (_, i) => [source.rowOf!(part, i), source.labelOf!(part, i)] as const),
    );
    const byRow = Object.fromEntries(labels);
    expect(Object.values(byRow).join()).toBe('cat,dog,cat,dog,cat,dog,cat,dog,dog,dog,dog,dog');
  });

  it('may be plain bytes in a column of another name, in one file', async () => {
    const path = join(temporaryFolder(), 'all.parquet');
    writeFileSync(path, columns([{ name: 'png', data: pngs, type: 'BYTE_ARRAY' }]));
    const source = await open({ path, image: 'png', size: 4, channels: 1 });
    expect(source.shape).toEqual([4, 4, 1]);
  });

  it('are known by what the files hold, wherever these lie', () => {
    const folder = written();
    const away = temporaryFolder();
    cpSync(folder, join(away, 'there'), { recursive: true });
    const contentOf = (path: string) => setOf({ path }).files!.content();
    expect(contentOf(join(away, 'there'))).toBe(contentOf(folder));
    expect(contentOf(join(folder, 'train-*.parquet'))).toBe(contentOf(folder));
    expect(contentOf(join(folder, '*-1.parquet'))).not.toBe(contentOf(folder));
    expect(setOf({ path: folder }).files!.aside).toEqual(['path', 'damaged']);
  });
});

describe('damaged rows', () => {
  const damaged = () => {
    const folder = temporaryFolder();
    const cells = pngs.slice(0, 7).map(cellOf);
    cells[3] = null;
    cells[5] = { bytes: null, path: '5.png' };
    cells[6] = cellOf(pngs[6]!.subarray(0, 60), 6);
    writeFiles(folder, {
      'a.parquet': tableOf(cells),
      'b.parquet': tableOf([cellOf(Buffer.from('no picture'), 0), ...pngs.slice(8).map(cellOf)]),
    });
    return folder;
  };

  it('stop the run, each named with its file and its reason', async () => {
    const path = damaged();
    const failure = open({ path });
    await expect(failure).rejects.toThrow(/got 4 that cannot: .*a\.parquet, row 3 \(no picture in this row\)/);
    await expect(failure).rejects.toThrow(/a\.parquet, row 5 \(a path in place of the picture/);
    await expect(failure).rejects.toThrow(/b\.parquet, row 0 \(no PNG, JPEG, GIF, WebP/);
    await expect(failure).rejects.toThrow(/damaged: skip/);
  });

  it('are left out and named where the experiment says so, and the labels stay with their pictures', async () => {
    const source = await open({ path: damaged(), damaged: 'skip', label: 'label' });
    expect(source.size.train + source.size.heldOut).toBe(8);
    expect(source.notes?.join()).toMatch(/left out, damaged: 4: /);
    const labels = (['train', 'heldOut'] as const).flatMap((part) =>
      Array.from({ length: source.size[part] }, (_, i) => [source.rowOf!(part, i), source.labelOf!(part, i)] as const),
    );
    expect(Object.values(Object.fromEntries(labels)).join()).toBe('cat,dog,cat,cat,dog,cat,dog,cat');
  });
});

describe('what is refused', () => {
  const path = (name: string, bytes: Uint8Array) => {
    const folder = temporaryFolder();
    writeFiles(folder, { [name]: bytes });
    return join(folder, name);
  };
  /** The footer alone, behind a beginning: all columns lie beyond the file. */
  const withoutPages = (whole: Uint8Array): Uint8Array => {
    const footer = new DataView(whole.buffer, whole.byteOffset).getUint32(whole.length - 8, true) + 8;
    return Buffer.concat([Buffer.from('PAR1'), whole.subarray(whole.length - footer)]);
  };

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a file of another kind',
      () => open({ path: path('a.parquet', Buffer.from('{"no": "table"}')) }),
      /a\.parquet: expected a Parquet file that can be read/,
    ],
    [
      'an empty file',
      () => open({ path: path('a.parquet', new Uint8Array()) }),
      /expected a Parquet file that can be read/,
    ],
    [
      'a file that is cut off',
      () => open({ path: path('a.parquet', tableOf(pngs.map(cellOf)).subarray(0, 900)) }),
      /it is no Parquet, or was cut off/,
    ],
    [
      'columns beyond the file',
      () => open({ path: path('a.parquet', withoutPages(tableOf(pngs.map(cellOf)))) }),
      /expected the column image\.bytes within the file’s|within the file's \d+ bytes, got bytes/,
    ],
    [
      'another column',
      () => open({ path: path('a.parquet', columns([{ name: 'img', data: pngs, type: 'BYTE_ARRAY' }])) }),
      /expected a column image, got img\. Name it by image/,
    ],
    [
      'a compression that is not read',
      () =>
        open({
          path: path(
            'a.parquet',
            columns([{ name: 'image', data: pngs, type: 'BYTE_ARRAY' }], {
              codec: 'ZSTD',
              compressors: { ZSTD: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) },
            }),
          ),
        }),
      /codec: ZSTD; write it with snappy, gzip or no compression/,
    ],
    [
      'nothing there',
      () => open({ path: 'no/such/folder' }),
      /parquet: expected a Parquet file, a folder of them, or a pattern/,
    ],
    ['a pattern that fits none', () => open({ path: join(written(), 'test-*.parquet') }), /got 3 other files/],
    [
      'a link',
      () => {
        const folder = join(temporaryFolder(), 'links');
        mkdirSync(folder);
        symlinkSync(join(written(), 'train-0.parquet'), join(folder, 'train-0.parquet'));
        return open({ path: folder });
      },
      /got a symbolic link: train-0\.parquet.*--local-dir/,
    ],
  ])('%s', async (_, make, message) => {
    await expect((async () => make())()).rejects.toThrow(message);
  });

  it('reads what gzip made', async () => {
    const gzipped = columns([{ name: 'image', data: pngs, type: 'BYTE_ARRAY' }], {
      codec: 'GZIP',
      compressors: { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) },
    });
    const source = await open({ path: path('a.parquet', gzipped) });
    expect(source.size.train + source.size.heldOut).toBe(PICTURES);
  });
});
