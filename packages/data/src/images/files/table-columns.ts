import type { ParquetTable } from './open-table.js';

/** @throws if a table has no such column, listing those that it has */
export function requireColumn({ file, columns }: ParquetTable, name: string, key: 'image' | 'label'): void {
  if (columns.includes(name)) return;
  throw new Error(
    `${file.name}: expected a column ${name}, got ${columns.slice(0, 20).join(', ') || 'none'}. Name it by ${key}.`,
  );
}

/** The label of each row of all tables: by its name, where Hugging Face noted the names of a class label. */
export async function readLabels(tables: readonly ParquetTable[], column: string): Promise<readonly string[]> {
  const labels: string[] = [];
  for (const table of tables) {
    requireColumn(table, column, 'label');
    const names = classNames(table, column);
    for await (const rows of table.groups([column])) for (const row of rows) labels.push(labelOf(row[column], names));
  }
  return labels;
}

function labelOf(value: unknown, names: readonly string[]): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  const plain = value === null || value === undefined ? '' : String(value);
  return names[Number(plain === '' ? Number.NaN : plain)] ?? plain;
}

/** What Hugging Face notes of the columns, as far as it says how numbers are called. */
function classNames({ notes }: ParquetTable, column: string): readonly string[] {
  const text = notes.get('huggingface');
  if (text === undefined) return [];
  try {
    // Any part may be absent: `?.` ends in undefined then.
    const json = JSON.parse(text) as {
      readonly info?: { readonly features?: Readonly<Record<string, { readonly names?: unknown } | undefined>> };
    } | null;
    const names = json?.info?.features?.[column]?.names;
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return []; // a note that is no JSON names nothing
  }
}
