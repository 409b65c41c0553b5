import { definePiece, hashJson, sha256 } from '@latent-paths/core';
import { z } from 'zod';
import { checkDamaged, decodingShape, looksOf } from './files/encoded-pictures.js';
import { cacheOf, checkContent, contentParameter, heldOutParameter } from './files/file-parameters.js';
import { fitBytes, type FitLooks } from './files/fit-bytes.js';
import { inOrder } from './files/in-order.js';
import { isHeldOut } from './files/is-held-out.js';
import { listTables, tablesContent } from './files/list-tables.js';
import { openPack } from './files/open-pack.js';
import { openTable, type ParquetTable } from './files/open-table.js';
import { pack, type Found } from './files/pack.js';
import { pictureInCell } from './files/picture-in-cell.js';
import { partsOf, readSource } from './files/read-source.js';
import { someNames } from './files/some-names.js';
import { readLabels, requireColumn } from './files/table-columns.js';
import { sidesOf } from './fit/fitting.js';
import type { ImageContext, ImageSet, ImageSource } from './source.js';

/** Raised when the same files come to give other pixels. */
const READER = 1;
const AT_ONCE = 4;

const schema = z.object({
  path: z
    .string()
    .min(1)
    .describe(
      'Parquet file with encoded pictures, folder of such files, or pattern such as data/train-*.parquet, relative ' +
        'to the workspace',
    ),
  image: z
    .string()
    .min(1)
    .default('image')
    .describe('column of the pictures: structs { bytes, path }, as Hugging Face writes them, or bytes'),
  label: z.string().min(1).optional().describe('column of labels; default: none'),
  ...decodingShape,
  heldOut: heldOutParameter
    .default(0.1)
    .describe('share of the pictures that is held out from all training, chosen by the hash of each one’s bytes'),
  damaged: z
    .enum(['fail', 'skip'])
    .default('fail')
    .describe('fail: a picture that cannot be decoded stops the run; skip: its row is left out and named'),
  content: contentParameter,
});
type Parameters = z.output<typeof schema>;

async function open(
  { path, image, label, content, heldOut, damaged, ...decoding }: Parameters,
  context: ImageContext,
): Promise<ImageSource> {
  const got = tablesContent(path);
  checkContent(path, content, got);
  const tables: ParquetTable[] = [];
  for (const file of listTables(path)) {
    const table = await openTable(file); // one after the other: a footer may be large
    requireColumn(table, image, 'image');
    tables.push(table);
  }
  const { bits, ...looks } = decoding;
  const made = await pack({
    cache: cacheOf('parquet', context),
    key: hashJson({ reader: READER, content: got, image, bits, ...looks }),
    type: bits === 8 ? '|u1' : '<u2',
    images: () => found(tables, image, looks),
  });
  const { index } = made;
  const broken = index.damaged.map(({ at, why }) => `${rowName(tables, at)} (${why})`);
  checkDamaged(path, damaged, broken);
  const parts = partsOf(index.hashes, (hash) => isHeldOut(hash, heldOut));
  const away = new Set(index.damaged.map(({ at }) => at));
  const labels = label === undefined ? undefined : (await readLabels(tables, label)).filter((_, at) => !away.has(at));
  return readSource({
    kind: 'parquet',
    shape: index.shape,
    parts,
    read: openPack(made),
    ...(labels !== undefined && { labels }),
    notes: [
      `${path}: ${index.hashes.length} pictures in ${tables.length} ${tables.length === 1 ? 'file' : 'files'}: ` +
        `${parts.train.length} to train on, ${parts.heldOut.length} held out`,
      ...(broken.length === 0 ? [] : [`${path}: left out, damaged: ${someNames(broken)}`]),
    ],
  });
}

/** The pictures of all rows, a group of rows in memory at a time. */
async function* found(tables: readonly ParquetTable[], image: string, looks: FitLooks): AsyncGenerator<Found> {
  for (const table of tables) {
    let first = 0;
    for await (const rows of table.groups([image])) {
      const cells = rows.map((row, i) => ({ cell: row[image], name: nameOf(table, first + i) }));
      yield* inOrder(cells, AT_ONCE, (one) => pictureOf(one, looks));
      first += rows.length;
    }
  }
}

interface Cell {
  readonly cell: unknown;
  readonly name: string;
}

async function pictureOf({ cell, name }: Cell, looks: FitLooks): Promise<Found> {
  const bytes = pictureInCell(cell);
  return typeof bytes === 'string' ? { damaged: bytes, name } : fitBytes({ bytes, hash: sha256(bytes), name }, looks);
}

const nameOf = ({ file }: ParquetTable, row: number): string => `${file.name}, row ${row}`;

/** Of a row counted over all files. */
function rowName(tables: readonly ParquetTable[], at: number): string {
  let row = at;
  for (const table of tables) {
    if (row < table.rows) return nameOf(table, row);
    row -= table.rows;
  }
  return `row ${at}`;
}

/**
 * Encoded pictures in Parquet files, as Hugging Face keeps them. Their identity is what the files hold, in the order of
 * their names, and never where they lie.
 */
export const parquet = definePiece({
  about: 'PNG, JPEG, WebP and GIF pictures in Parquet files, as Hugging Face keeps them, resized to one shape',
  schema,
  build: (parameters): ImageSet => ({
    factors: [],
    looks: looksOf(parameters),
    ...(parameters.size !== undefined && { shape: [...sidesOf(parameters.size), parameters.channels] as const }),
    files: { aside: ['path', 'damaged'], content: () => tablesContent(parameters.path) },
    open: (context) => open(parameters, context),
  }),
});
