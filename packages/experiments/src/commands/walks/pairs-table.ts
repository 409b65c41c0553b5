import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { csvParseRows } from 'd3-dsv';
import { UsageError } from '@latent-paths/core';

/** Pairs of pictures, and the pictures that they name, each once. */
export interface PairsTable {
  readonly pictures: readonly { readonly path: string; readonly where: string }[];
  /** Places in `pictures`. */
  readonly pairs: readonly { readonly from: number; readonly to: number }[];
}

const MOST_BYTES = 2 ** 28;
const MOST_TOLD = 10;
const COLUMNS = ['from', 'to'] as const;

/**
 * Reads a CSV file with the columns `from` and `to`: names of pictures, relative to its folder.
 * @throws UsageError if it is no such table, or names files that are not there
 */
export function readPairsTable(file: string): PairsTable {
  const [header = [], ...lines] = csvParseRows(textOf(file));
  const at = COLUMNS.map((name) => header.indexOf(name));
  if (header.length !== COLUMNS.length || at.includes(-1))
    throw new UsageError(
      `--pairs ${file}: expected a first line “from,to”, the names of its two columns, got “${header.join(',')}”`,
    );
  if (lines.length === 0) throw new UsageError(`--pairs ${file}: expected pairs, a line each, got none`);
  const places = new Map<string, number>();
  const pictures: PairsTable['pictures'][number][] = [];
  const placeOf = (path: string, where: string): number => {
    const found = places.get(path) ?? pictures.push({ path, where }) - 1;
    places.set(path, found);
    return found;
  };
  const pairs = lines.map((cells, i) => {
    const where = `${file}, line ${i + 2}:`;
    const [from, to] = at.map((column) => cells[column] ?? '');
    if (cells.length !== COLUMNS.length || from === '' || to === '')
      throw new UsageError(`${where} expected two names of pictures, got “${cells.join(',')}”`);
    const picture = (name: string) => placeOf(resolve(dirname(file), name), where);
    return { from: picture(from!), to: picture(to!) };
  });
  requireFiles(pictures);
  return { pictures, pairs };
}

function textOf(file: string): string {
  if (!existsSync(file)) throw new UsageError(`--pairs ${file}: expected a CSV file, found none`);
  const found = statSync(file);
  if (!found.isFile()) throw new UsageError(`--pairs ${file}: expected a CSV file, got a folder, or a device`);
  if (found.size > MOST_BYTES)
    throw new UsageError(`--pairs ${file}: expected at most ${MOST_BYTES} bytes, got ${found.size}; divide it`);
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd();
}

/** Before anything is computed, so that a wrong name does not show after an hour. */
function requireFiles(pictures: PairsTable['pictures']): void {
  const missing = pictures.filter(({ path }) => statSync(path, { throwIfNoEntry: false })?.isFile() !== true);
  if (missing.length === 0) return;
  const told = missing.slice(0, MOST_TOLD).map(({ path, where }) => `\n- ${where} ${path}`);
  throw new UsageError(
    `--pairs: expected files, got ${missing.length} names of none; they are relative to the table’s folder` +
      `${told.join('')}${missing.length > MOST_TOLD ? '\n- …' : ''}`,
  );
}
