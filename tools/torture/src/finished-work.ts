import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileHashes } from '../../../packages/experiments/test/remains.js';

/** SHA-256 of every file of what has finished, by its path: nothing may change a byte of it, or do it again. */
export function finishedWork(results: string): Record<string, string> {
  const hashes = fileHashes(results);
  const done = Object.keys(hashes)
    .filter(
      (name) => name.endsWith('/manifest.json') || (name.endsWith('/run.json') && isFinished(join(results, name))),
    )
    .map(dirname);
  // what a finished record makes needless goes after it
  const inside = (name: string) => done.includes(dirname(name)) && !/\/(checkpoint.*|.*\.sha256)$/.test(name);
  return Object.fromEntries(Object.entries(hashes).filter(([name]) => inside(name)));
}

function isFinished(path: string): boolean {
  try {
    // a run's record
    return existsSync(path) && (JSON.parse(readFileSync(path, 'utf8')) as { status?: string }).status === 'finished';
  } catch {
    return false;
  }
}

/** What of it is not as it was. */
export function changedWork(before: Record<string, string>, results: string): string[] {
  const now = fileHashes(results);
  return Object.keys(before).filter((name) => now[name] !== before[name]);
}
