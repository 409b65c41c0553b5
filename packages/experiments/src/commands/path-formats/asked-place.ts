import { basename, join, resolve } from 'node:path';
import { UsageError } from '@latent-paths/core';
import { writeAtomic } from '@latent-paths/data';
import { outFile } from '../out-file.js';
import { outFolder } from '../walks/out-folder.js';
import type { EncodedFile, PathFormat, PathRequest } from './path-format.js';

type Files = Readonly<Record<string, Uint8Array | string>>;
type Made = Pick<EncodedFile, 'content' | 'usage' | 'note'> & { readonly files: Files };

/** What was written: paths, and bytes without the card's. */
interface Written {
  readonly files: readonly string[];
  readonly card: string;
  readonly bytes: number;
}

/** Where a path is written. */
interface Place {
  /** The file or folder. */
  readonly out: string;
  encode(request: PathRequest): Promise<Made>;
  /** Writes the files and the model card. */
  write(made: { readonly files: Files; readonly card: string }): Promise<Written>;
}

/** Name of a folder's model card. */
const CARD = 'README.md';

/**
 * The place that a command line names, or one named after the trial. @throws UsageError if what is there may not be
 * written over
 */
export function askedPlace(
  flags: { readonly out: string | undefined; readonly force: boolean },
  format: PathFormat,
  trial: string,
): Place {
  if (format.kind === 'folder') {
    if (flags.force) throw new UsageError('--force: expected a file to overwrite, got a folder; name a new folder');
    const out = outFolder(flags.out ?? trial);
    return {
      out,
      encode: async (request) => format.encode(request),
      write: ({ files, card }) => writeAll(out, files, { name: CARD, text: card }),
    };
  }
  const out = outFile(flags, `${trial}.${format.extension}`);
  const card = outFile({ ...flags, out: `${out}.md` }, out);
  return {
    out,
    encode: async (request) => {
      const { bytes, ...made } = await format.encode(request);
      return { ...made, files: { [basename(out)]: bytes } };
    },
    write: ({ files, card: text }) => writeAll(resolve(out, '..'), files, { name: basename(card), text }),
  };
}

async function writeAll(folder: string, files: Files, card: { name: string; text: string }): Promise<Written> {
  const written = Object.entries(files).map(([name, data]) => ({
    path: join(folder, name),
    bytes: typeof data === 'string' ? Buffer.from(data) : data,
  }));
  for (const { path, bytes } of written) await writeAtomic(path, bytes);
  const path = join(folder, card.name);
  await writeAtomic(path, Buffer.from(card.text));
  const bytes = written.reduce((sum, one) => sum + one.bytes.length, 0);
  return { files: written.map((one) => one.path), card: path, bytes };
}
