import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The nearest folder at or above the current one that holds the workspace's `nx.json`; the current one where there is
 * none.
 */
export function workspaceFolder(): string {
  for (let folder = process.cwd(); ; folder = resolve(folder, '..')) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
    if (folder === resolve(folder, '..')) return process.cwd();
  }
}

/** A path as experiments write it: relative to the workspace, or absolute. */
export function inWorkspace(path: string): string {
  return resolve(workspaceFolder(), path);
}
