import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ExportColumn, ExportRequest, Format } from './format.js';

/**
 * Apache Parquet: numbers as DOUBLE, so that a column has one type in every export; lists as JSON text; null if
 * there is no value.
 */
export const parquet: Format = {
  kind: 'file',
  about: 'one row per trial, for DuckDB, Polars, Pandas',
  encode: ({ columns }: ExportRequest) =>
    new Uint8Array(parquetWriteBuffer({ columnData: columns.map(columnOf), createdBy: 'latent-paths' })),
};

function columnOf({ name, values }: ExportColumn): {
  name: string;
  data: unknown[];
  type: 'DOUBLE' | 'BOOLEAN' | 'STRING';
} {
  const present = values.filter((value) => value !== undefined && value !== null);
  if (present.length > 0 && present.every((value) => typeof value === 'number'))
    return { name, type: 'DOUBLE', data: values.map((value) => value ?? null) };
  if (present.length > 0 && present.every((value) => typeof value === 'boolean'))
    return { name, type: 'BOOLEAN', data: values.map((value) => value ?? null) };
  return {
    name,
    type: 'STRING',
    data: values.map((value) =>
      value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value),
    ),
  };
}
