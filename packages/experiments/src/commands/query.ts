import { type Flags, type FlagValues, UsageError } from '@latent-paths/core';
import type { IndexValue } from '@latent-paths/data';
import { readCondition } from './conditions.js';
import { resolveKey } from './keys.js';
import { readSortKeys, sortRows } from './sort-order.js';
import type { TrialTable } from './trial-table.js';

/** Flags of the commands that choose among trials. */
export const QUERY_FLAGS = {
  where: { about: 'only trials that meet the condition; with = != < <= > >=', value: 'KEY=VALUE', multiple: true },
  sort: { about: 'sort by a key, or several; a minus before a key puts the largest first', value: 'KEY[,-KEY]' },
  columns: { about: 'keys to show, in this order', value: 'KEY[,KEY]' },
  limit: { about: 'at most this many trials', value: 'N' },
} as const satisfies Flags;

export interface Query {
  /** Rows of the table, in their order. */
  readonly rows: readonly number[];
  /** Rows before the limit. */
  readonly found: number;
  /** What was asked for by `--columns`; null if nothing was. */
  readonly columns: readonly NamedColumn[] | null;
  /** Columns that conditions and order are about. */
  readonly concerned: readonly NamedColumn[];
}

export interface NamedColumn {
  /** As it was written. */
  readonly name: string;
  readonly key: string;
  readonly values: readonly (IndexValue | undefined)[];
}

/** @throws UsageError if a key is unknown or ambiguous, or a flag is of another form */
export function query(table: TrialTable, flags: FlagValues<typeof QUERY_FLAGS>): Query {
  const columnOf = (name: string): NamedColumn => {
    const key = resolveKey(name, table.keys);
    return { name, key, values: table.column(key) };
  };
  const conditions = flags.where
    .map(readCondition)
    .map((condition) => ({ ...condition, column: columnOf(condition.name) }));
  const order = (flags.sort === undefined ? [] : readSortKeys(flags.sort)).map((by) => ({
    ...by,
    column: columnOf(by.name),
  }));
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const found = all.filter((row) => conditions.every(({ column, holds }) => holds(column.values[row])));
  const sorted = sortRows(
    found,
    order.map(({ column, descending }) => ({ column: column.values, descending })),
  );
  return {
    rows: flags.limit === undefined ? sorted : sorted.slice(0, readLimit(flags.limit)),
    found: found.length,
    columns: flags.columns?.split(',').map((name) => columnOf(name.trim())) ?? null,
    concerned: [...conditions, ...order].map(({ column }) => column),
  };
}

function readLimit(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--limit: expected a whole number, got ${text}`);
  return Number(text);
}
