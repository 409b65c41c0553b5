export interface TableOptions {
  /** Columns that are set flush right: numbers. */
  readonly right?: readonly boolean[];
}

/** Rows of cells in columns of equal width, two spaces between them. */
export function formatTable(rows: readonly (readonly string[])[], { right = [] }: TableOptions = {}): string {
  const widths = columnWidths(rows);
  return rows
    .map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i]!, right[i] === true))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * As `formatTable`, broken into several tables one below the other where it is wider than `width`; each begins with
 * the first column again.
 */
export function formatWideTable(rows: readonly (readonly string[])[], width: number): string {
  const widths = columnWidths(rows);
  const first = widths[0] ?? 0;
  const blocks: number[][] = [];
  let used = 0;
  for (let i = 1; i < widths.length; i++) {
    used += 2 + widths[i]!;
    if (blocks.length === 0 || used > width) {
      blocks.push([]);
      used = first + 2 + widths[i]!;
    }
    blocks.at(-1)!.push(i);
  }
  return blocks
    .map((columns) => formatTable(rows.map((row) => [row[0]!, ...columns.map((i) => row[i] ?? '')])))
    .join('\n\n');
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return widths;
}

function pad(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(width - widthOf(cell));
  return right ? space + cell : cell + space;
}

/** Characters that a terminal shows. */
function widthOf(text: string): number {
  return [...text].length;
}
