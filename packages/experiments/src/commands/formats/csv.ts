import { csvFormatRows } from 'd3-dsv';
import type { ExportRequest, Format } from './format.js';

/**
 * RFC 4180: a line of names, and one line per trial; numbers in full, lists as JSON, and nothing where there is no
 * value.
 */
export const csv: Format = {
  kind: 'file',
  about: 'one line per trial',
  encode: ({ columns }: ExportRequest) => {
    const rows = columns[0]?.values.map((_, row) => columns.map(({ values }) => cellOf(values[row]))) ?? [];
    return `${csvFormatRows([columns.map(({ name }) => name), ...rows])}\n`;
  },
};

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
