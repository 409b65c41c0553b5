import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '@latent-paths/core';

/**
 * The folder to write files into. @throws UsageError if it is in none that is there, or holds anything: what was
 * written before would lie among what is written now
 */
export function outFolder(out: string): string {
  const folder = resolve(out);
  if (!existsSync(folder)) {
    const above = dirname(folder);
    if (!existsSync(above) || !statSync(above).isDirectory())
      throw new UsageError(`--out: expected a folder in one that is there, got ${folder}; make ${above} first`);
    return folder;
  }
  if (!statSync(folder).isDirectory()) throw new UsageError(`--out: expected a folder, got a file: ${folder}`);
  const there = readdirSync(folder).length;
  if (there > 0)
    throw new UsageError(
      `--out: expected a new folder or an empty one, got ${folder}, which holds ${there}; name another, or empty it`,
    );
  return folder;
}
