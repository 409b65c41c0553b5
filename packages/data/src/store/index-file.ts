import { sha256 } from '@latent-paths/core';
import { z } from 'zod';

/** What lists show of one trial, by key. A map: an object of hundreds of keys costs V8 a millisecond. */
export type IndexEntry = ReadonlyMap<string, IndexValue>;
export type IndexValue =
  string | number | boolean | null | readonly IndexValue[] | { readonly [key: string]: IndexValue };

/** The entries of finished trials as a file holds them: rows by trial, columns by key. */
export interface KeptIndex {
  readonly version: string;
  readonly trials: readonly string[];
  /** By row: what tells that `run.json` is still the same file. */
  readonly stamps: readonly string[];
  /** By row: SHA-256 of `run.json`. */
  readonly runs: readonly string[];
  readonly keys: readonly string[];
  column(key: string): readonly (IndexValue | undefined)[];
}

const MAGIC = 'latent-paths index 1';

const head = z.strictObject({
  version: z.string(),
  trials: z.array(z.string()),
  stamps: z.array(z.string()),
  runs: z.array(z.string()),
});

/** A column: its different values, and by row which of them, −1 for none. */
interface CodedColumn {
  readonly values: readonly IndexValue[];
  readonly rows: readonly number[];
}

/**
 * The text of an index: a line with the hash of what follows, a line of JSON about the rows, and then a line a column
 * (its key, a tab, its values), so that a reader parses the columns that it is asked for and skips the others.
 */
export function encodeIndex({ keys, column, ...rows }: KeptIndex): string {
  const lines = [
    JSON.stringify(rows),
    ...keys.map((key) => `${JSON.stringify(key)}\t${JSON.stringify(codeColumn(column(key)))}`),
  ];
  const body = lines.join('\n');
  return `${MAGIC} ${sha256(body)}\n${body}`;
}

/**
 * The index that a file holds; null if there is none, or it is damaged, or of another version: it is made again
 * then.
 */
export function decodeIndex(content: Buffer | null, version: string): KeptIndex | null {
  const end = content?.indexOf('\n') ?? -1;
  if (content === null || end < 0) return null;
  const body = content.subarray(end + 1);
  if (content.toString('latin1', 0, end) !== `${MAGIC} ${sha256(body)}`) return null;
  const [first = '', ...lines] = body.toString('utf8').split('\n');
  const rows = head.parse(JSON.parse(first)); // its hash says that it was written by the function above
  if (rows.version !== version) return null;
  const columns = new Map(
    lines.map((line) => {
      const tab = line.indexOf('\t');
      return [String(JSON.parse(line.slice(0, tab))), line.slice(tab + 1)];
    }),
  );
  return {
    ...rows,
    keys: [...columns.keys()],
    column: (key) => {
      const text = columns.get(key);
      if (text === undefined) return rows.trials.map(() => undefined);
      const coded = JSON.parse(text) as CodedColumn; // as above
      return coded.rows.map((code) => coded.values[code]);
    },
  };
}

function codeColumn(column: readonly (IndexValue | undefined)[]): CodedColumn {
  const codes = new Map<unknown, number>();
  const values: IndexValue[] = [];
  const rows = column.map((value) => {
    if (value === undefined) return -1;
    const name = typeof value === 'object' ? JSON.stringify(value) : value;
    // A list and a text may read alike: each kind has names of its own.
    const key = typeof value === 'string' ? `"${value}` : name;
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, values.length);
    return values.push(value) - 1;
  });
  return { values, rows };
}
