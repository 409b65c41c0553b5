import { UsageError } from '@latent-paths/core';
import { readFileSync, statSync } from 'node:fs';

/** Larger files are no model that can be held in memory here. */
const MOST_BYTES = 2 ** 31 - 1;

/** @throws where there is no file, or a folder or a device in its place */
export function fileStat(path: string, shown: string): { readonly size: number; readonly mtimeMs: number } {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new UsageError(`${shown}: expected a file, found none; paths are relative to the workspace`);
  if (!found.isFile())
    throw new UsageError(`${shown}: expected a file, got a ${found.isDirectory() ? 'folder' : 'device'}; name a file`);
  return found;
}

/** @throws as `fileStat`, and if the file cannot be read or is too large */
export function fileBytes(path: string, shown: string): Uint8Array {
  const { size } = fileStat(path, shown);
  if (size > MOST_BYTES)
    throw new Error(`${shown}: expected at most ${MOST_BYTES} bytes, got ${size}; take a smaller model`);
  try {
    return readFileSync(path);
  } catch (cause) {
    // fs throws errors
    throw new Error(`${shown}: expected a file that can be read, got ${(cause as Error).message}`, { cause });
  }
}
