import { UsageError } from '@latent-paths/core';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Flags of commands that write one file. */
export const OUT_FLAGS = {
  out: { about: 'the file to write; default: one named after the trial, in the current folder', value: 'FILE' },
  force: { about: 'overwrite an existing file' },
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
    throw new UsageError(`--out: expected a file in an existing folder, got ${file}; make ${folder} first`);
  if (!existsSync(file)) return file;
  if (statSync(file).isDirectory()) throw new UsageError(`--out: expected a file, got a folder: ${file}`);
  if (!force)
    throw new UsageError(
      `--out: expected a new file, got an existing one: ${file}; name another, or overwrite it with --force`,
    );
  return file;
}
