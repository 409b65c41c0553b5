import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@latent-paths/core';
import { decodeTable } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { COLUMNS, tableSamples } from './table-samples.js';

// Made by tools/reference/read-tables.mjs: what Polars 0.24.1 made of the very bytes that are written here.
const golden = JSON.parse(readFileSync(join(__dirname, 'tables-of-polars.json'), 'utf8')) as Record<
  string,
  { sha256: string; columns: string[]; types: string[]; rows: unknown[][] }
>; // the script's format
const samples = tableSamples();

it.each(Object.keys(samples))('%s is written as it was when Polars read it', (name) => {
  expect(sha256(samples[name]!), `${name} has changed: have it read again, as tools/reference/README.md says`).toBe(
    golden[name]!.sha256,
  );
});

it('Polars reads of Parquet what was meant, with its types', () => {
  const { columns, types, rows } = golden['table.parquet']!;
  expect(Object.fromEntries(columns.map((name, i) => [name, rows.map((row) => row[i])]))).toEqual(COLUMNS);
  expect(types).toEqual(['String', 'Float64', 'Bool', 'Float64'].map((type) => `DataType(${type})`));
});

it('Polars reads of Arrow what our own reader does', () => {
  const { columns, rows } = golden['table.arrow']!;
  const own = decodeTable('table.arrow', samples['table.arrow']!).columns;
  expect(columns).toEqual(Object.keys(own));
  expect(rows.map(([pair]) => pair)).toEqual([...own.pair!.data]);
  expect(rows.map(([, alpha]) => alpha)).toEqual([...own.alpha!.data]);
  expect(rows.flatMap(([, , frame]) => frame)).toEqual([...own.frame!.data]);
});
