import { UsageError } from '@latent-paths/core';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Flags of commands that write one file. */
export const OUT_FLAGS = {
  out: { about: 'the file to write; one named after the trial, in the current folder, where left out', value: 'FILE' },
  force: { about: 'write over a file that is there' },
} as const;

/**
 * The file to write: the one that was named, else `standard`. @throws UsageError if it is a folder or in none, or is
 * there and may not be written over
 */
export function outFile(
  { out, force }: { readonly out: string | undefined; readonly force: boolean },
  standard: string,
): string {
  const file = resolve(out ?? standard);
  const folder = dirname(file);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`--out: expected a file in a folder that is there, got ${file}; make ${folder} first`);
  if (!existsSync(file)) return file;
  if (statSync(file).isDirectory()) throw new UsageError(`--out: expected a file, got a folder: ${file}`);
  if (!force)
    throw new UsageError(
      `--out: expected a new file, got one that is there: ${file}; name another, or write over it with --force`,
    );
  return file;
}
