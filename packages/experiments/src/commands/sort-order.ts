import type { IndexValue } from '@latent-paths/data';

/** One key of `--sort`. */
export interface SortKey {
  readonly name: string;
  readonly descending: boolean;
}

/** `-reprojection,seed`: by the first key, a minus for the largest first, and where that is equal by the next. */
export function readSortKeys(text: string): SortKey[] {
  return text
    .split(',')
    .map((part) => ({ name: part.trim().replace(/^-/, ''), descending: part.trim().startsWith('-') }));
}

/**
 * Rows in the order of the columns; equal ones stay as they were, and those without a value come last, whatever the
 * direction.
 */
export function sortRows(
  rows: readonly number[],
  by: readonly { readonly column: readonly (IndexValue | undefined)[]; readonly descending: boolean }[],
): number[] {
  return rows.toSorted((a, b) => {
    for (const { column, descending } of by) {
      const difference = compareValues(column[a], column[b], descending ? -1 : 1);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compareValues(a: IndexValue | undefined, b: IndexValue | undefined, direction: 1 | -1): number {
  const [isThereA, isThereB] = [isThere(a), isThere(b)];
  if (!isThereA || !isThereB) return Number(isThereB) - Number(isThereA);
  if (typeof a === 'number' && typeof b === 'number') return direction * (a - b);
  const [textA, textB] = [textOf(a), textOf(b)];
  return direction * (textA < textB ? -1 : textA > textB ? 1 : 0);
}

const isThere = (value: IndexValue | undefined): boolean => value !== null && value !== undefined;

const textOf = (value: IndexValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));
