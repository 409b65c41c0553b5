import { dirname } from 'node:path';
import type { Operation } from './operation.js';

interface File {
  readonly content: number[];
  /** What is on the platters: nothing, until the file is synced. */
  synced: Uint8Array;
}
type Entry = File | 'folder';

/**
 * What a power cut after some operations leaves in a folder that was empty before, at worst: of each file what was last
 * synced, under the names that its folder had when that was last synced. Content by path; folders are null.
 */
export function afterPowerCut(operations: readonly Operation[]): Map<string, Uint8Array | null> {
  const now = new Map<string, Entry>();
  const synced = new Map<string, Entry>();
  const fileAt = (path: string): File => {
    const entry = now.get(path);
    if (entry === undefined || entry === 'folder')
      throw new Error(`power cut: expected a file at ${path}, got ${entry ?? 'none'}`);
    return entry;
  };
  for (const operation of operations) {
    const { kind, path } = operation;
    if (kind === 'make') operation.folders.forEach((folder) => now.set(folder, 'folder'));
    if (kind === 'create') now.set(path, { content: [], synced: new Uint8Array(0) });
    if (kind === 'write') fileAt(path).content.push(...operation.bytes);
    if (kind === 'truncate') fileAt(path).content.length = 0;
    if (kind === 'rename') {
      now.set(path, fileAt(operation.from));
      now.delete(operation.from);
    }
    if (kind === 'remove')
      for (const each of [...now.keys()].filter((one) => one === path || one.startsWith(`${path}/`))) now.delete(each);
    if (kind === 'sync') {
      const entry = now.get(path);
      if (entry !== undefined && entry !== 'folder') entry.synced = Uint8Array.from(entry.content);
      else syncEntries(path, now, synced);
    }
  }
  const isReached = (path: string): boolean =>
    parent(path) === '' || (synced.has(parent(path)) && isReached(parent(path)));
  return new Map(
    [...synced]
      .filter(([path]) => isReached(path))
      .map(([path, entry]) => [path, entry === 'folder' ? null : entry.synced]),
  );
}

const parent = (path: string) => dirname(path).replace(/^\.$/, '');

function syncEntries(folder: string, now: ReadonlyMap<string, Entry>, synced: Map<string, Entry>): void {
  for (const path of [...synced.keys()]) if (parent(path) === folder && !now.has(path)) synced.delete(path);
  for (const [path, entry] of now) if (parent(path) === folder) synced.set(path, entry);
}
