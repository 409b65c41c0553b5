import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type FileMetaData } from 'hyparquet';
import type { TableFile } from './list-tables.js';
import { parquetCodecs } from './parquet-codecs.js';

/** Rows by column. */
type TableRow = Readonly<Record<string, unknown>>;

/** A Parquet file: only its footer was read. */
export interface ParquetTable {
  readonly file: TableFile;
  /** Names of its columns. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** What its writer noted, by key. */
  readonly notes: ReadonlyMap<string, string>;
  /** The rows, a group at a time. @throws if they cannot be read, naming the file */
  groups(columns: readonly string[]): AsyncGenerator<readonly TableRow[]>;
}

/** A group of rows is held in memory as a whole. */
const MOST_GROUP_BYTES = 2 ** 30;
const MOST_GROUP_ROWS = 1_000_000;

/** @throws if it is no Parquet file, is cut off, or has groups of rows that are too large to hold */
export async function openTable(file: TableFile): Promise<ParquetTable> {
  const opened = await inTable(file, async () => {
    const buffer = await asyncBufferFromFile(file.path);
    return { buffer, metadata: await parquetMetadataAsync(buffer, { geoparquet: false }) };
  });
  const { buffer, metadata } = opened;
  const groups = metadata.row_groups.map((group) => {
    checkGroup(file, group, buffer.byteLength);
    return Number(group.num_rows);
  });
  return {
    file,
    columns: columnsOf(metadata),
    rows: groups.reduce((sum, rows) => sum + rows, 0),
    notes: new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
    async *groups(columns) {
      let rowStart = 0;
      for (const rows of groups) {
        const rowEnd = rowStart + rows;
        const asked = { file: buffer, metadata, columns: [...columns], rowStart, rowEnd };
        const compressors = parquetCodecs(MOST_GROUP_BYTES);
        const read = await inTable(file, () => parquetReadObjects({ ...asked, utf8: false, compressors }));
        if (read.length !== rows)
          throw new Error(
            `${file.name}: expected ${rows} rows from row ${rowStart} on, got ${read.length}; it is cut off`,
          );
        yield read;
        rowStart = rowEnd;
      }
    },
  };
}

type Group = FileMetaData['row_groups'][number];

function checkGroup({ name }: TableFile, { num_rows, columns }: Group, length: number): void {
  if (num_rows > MOST_GROUP_ROWS)
    throw new Error(
      `${name}: expected at most ${MOST_GROUP_ROWS} rows in a group, got ${num_rows}; write it with smaller row groups`,
    );
  for (const { meta_data: column } of columns) {
    if (column === undefined) throw new Error(`${name}: expected columns in the file itself, got another file's`);
    const start = column.dictionary_page_offset ?? column.data_page_offset;
    const end = start + column.total_compressed_size;
    if (start < 0n || end > BigInt(length))
      throw new Error(
        `${name}: expected the column ${column.path_in_schema.join('.')} within the file's ${length} bytes, got ` +
          `bytes ${start} to ${end}; it is cut off or damaged`,
      );
    if (column.total_uncompressed_size > MOST_GROUP_BYTES)
      throw new Error(
        `${name}: expected row groups of at most ${MOST_GROUP_BYTES / 2 ** 20} MiB a column, got ` +
          `${column.total_uncompressed_size} bytes; write it with smaller row groups`,
      );
  }
}

/** The children of the root. */
function columnsOf({ schema }: FileMetaData): readonly string[] {
  const names: string[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]?.num_children ?? 0) && next < schema.length; child++) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) names.push(schema[at]!.name);
  return names;
}

async function inTable<Made>({ name }: TableFile, work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = why.includes('codec')
      ? 'write it with snappy, gzip or no compression'
      : 'it is no Parquet, or was cut off; download it again';
    throw new Error(`${name}: expected a Parquet file that can be read, got ${why}; ${remedy}`, { cause });
  }
}
