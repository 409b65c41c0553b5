import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Lines that are kept of a log, and letters of a line. */
const MOST = 10;
const LONGEST = 500;

/** The last lines of a log, without what only steers a terminal; null if the log says nothing. */
export function lastLines(path: string): readonly string[] | null {
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8')
    .split(/[\r\n]+/)
    .map((line) => stripVTControlCharacters(line).trimEnd().slice(0, LONGEST))
    .filter((line) => line !== '');
  return lines.length === 0 ? null : lines.slice(-MOST);
}

/** The line that tells most: the last of an error, else the last. */
export function tellingLine(lines: readonly string[]): string {
  const told = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
  return told?.trim() ?? '';
}
