import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../store/atomic.js';

/** Bytes that decoded images may take below the results. */
export const MOST_CACHE = 2 ** 34;

interface Held {
  readonly path: string;
  readonly size: number;
  readonly used: number;
}

/**
 * Removes the packs that were not asked for longest until all of them together take no more than `most` bytes; never
 * those of `keep`.
 */
export async function makeRoom(cache: string, keep: readonly string[], most = MOST_CACHE): Promise<void> {
  await makeFolder(cache);
  const names = (await readdir(cache)).filter((name) => name.endsWith('.json'));
  const packs = await Promise.all(names.map((name) => heldBy(join(cache, name))));
  let total = packs.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of packs.sort((a, b) => a.used - b.used)) {
    if (total <= most) return;
    if (keep.includes(path)) continue;
    await rm(path, { force: true }); // first: what names the pixels
    await rm(pixelsOf(path), { force: true });
    total -= size;
  }
}

function pixelsOf(index: string): string {
  return index.replace(/json$/, 'npy');
}

async function heldBy(path: string): Promise<Held> {
  // another process may remove it
  const [index, pixels] = await Promise.all([path, pixelsOf(path)].map((file) => stat(file).catch(() => null)));
  return { path, size: (index?.size ?? 0) + (pixels?.size ?? 0), used: index?.mtimeMs ?? 0 };
}
