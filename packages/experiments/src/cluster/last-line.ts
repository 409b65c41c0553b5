import { existsSync, readFileSync } from 'node:fs';

/** Letters that are kept of a line. */
const LONGEST = 500;

/** The last line of a log that tells most: one of an error, else the last; null if the log says nothing. */
export function lastLine(path: string): string | null {
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const told = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
  return told?.trim().slice(0, LONGEST) ?? null;
}
