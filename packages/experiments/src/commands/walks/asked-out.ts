import { findFormat } from '../walk-formats/find-format.js';
import { outFile } from '../out-file.js';
import { outFolder } from './out-folder.js';

export interface OutFlags {
  readonly out: string | undefined;
  readonly force: boolean;
}

/** Where walks go, and in which form. */
export interface AskedOut<Format> {
  readonly format: Format;
  readonly out: string;
}

/** @throws UsageError if the name asks for no form, or is taken, or lies in no folder that is there */
export function askedOut<Format extends { readonly kind: 'file' | 'folder' }>(
  { out, force }: OutFlags,
  formats: Readonly<Record<string, Format>>,
  standard: string,
): AskedOut<Format> {
  const named = out ?? standard;
  const format = findFormat(named, formats);
  return { format, out: format.kind === 'folder' ? outFolder(named) : outFile({ out: named, force }, standard) };
}
