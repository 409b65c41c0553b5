import { sha256, shortHash } from '@latent-paths/core';
import { join } from 'node:path';
import { readIfThere, writeAtomic } from './atomic.js';
import { alteredError } from './seal.js';

const pathOf = (folder: string, hash: string) => join(folder, `${shortHash(hash)}.patch`);

/** Keeps an uncommitted change of the code under its hash, once. */
export async function keepChange(folder: string, change: Uint8Array): Promise<void> {
  const hash = sha256(change);
  const kept = await readIfThere(pathOf(folder, hash));
  if (kept === null || sha256(kept) !== hash) await writeAtomic(pathOf(folder, hash), change);
}

/** The change of a hash, null if it is not kept. @throws if it is altered */
export async function readChange(folder: string, hash: string): Promise<Uint8Array | null> {
  const path = pathOf(folder, hash);
  const content = await readIfThere(path);
  if (content === null) return null;
  const got = sha256(content);
  if (got !== hash) throw alteredError(path, hash, got);
  return content;
}
