import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { UsageError } from '@latent-paths/core';

/** The form that a name asks for by its ending; a folder, by `/` or because it is one. @throws UsageError of another */
export function findFormat<Format>(out: string, formats: Readonly<Record<string, Format>>): Format {
  const isFolder = /[/\\]$/.test(out) || (existsSync(out) && statSync(out).isDirectory());
  const ending = isFolder ? '/' : extname(out).toLowerCase();
  const found = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
  if (found !== undefined) return found;
  throw new UsageError(
    `--out: expected a name that ends in one of ${Object.keys(formats).join(', ')}, got ${out}` +
      (ending === '' ? '; the name of a folder ends in /' : ''),
  );
}
