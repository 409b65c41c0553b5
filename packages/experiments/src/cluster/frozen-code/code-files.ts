import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git, GitError, looksSecret } from '@latent-paths/trials/provenance';

/** Folders of a checkout that hold code. */
const FOLDERS = ['packages', 'tools', 'experiments'];
/** What stands above them: the workspace, TypeScript, the lock file. */
const ROOT_FILE = /^[^/]+\.json$/;
/** What no job runs. */
const UNUSED = /(^|\/)(test|bench)\/|\.test\.m?ts$|\.md$/;
/** What is made from the rest, or by others. */
const MADE = ['node_modules', 'results', 'dist'];

/**
 * The files of a checkout's code, sorted, relative to it with slashes: those that git tracks, and those that it neither
 * tracks nor ignores, but for what by its name may hold secrets. Without git, all but what is hidden or made.
 */
export async function codeFiles(checkout: string): Promise<string[]> {
  const found = listedByGit(checkout) ?? (await listedByHand(checkout));
  const isCode = (file: string) => ROOT_FILE.test(file) || FOLDERS.some((folder) => file.startsWith(`${folder}/`));
  // One that git tracks may be deleted since.
  return found.filter((file) => isCode(file) && !UNUSED.test(file) && existsSync(join(checkout, file))).sort();
}

/** Null where git knows nothing of this checkout. */
function listedByGit(checkout: string): string[] | null {
  const list = (...which: string[]) =>
    git(checkout, {}, 'ls-files', ...which, '-z')
      .toString('utf8')
      .split('\0')
      .filter((file) => file !== '');
  try {
    const tracked = list('--cached');
    if (!tracked.includes('package.json')) return null; // another project's repository
    return [...tracked, ...list('--others', '--exclude-standard').filter((file) => !looksSecret(file))];
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

async function listedByHand(checkout: string, folder = ''): Promise<string[]> {
  const entries = await readdir(join(checkout, folder), { withFileTypes: true });
  const seen = entries.filter(({ name }) => !name.startsWith('.') && !MADE.includes(name));
  const files: string[] = [];
  for (const entry of seen) {
    const path = `${folder}${entry.name}`;
    files.push(...(entry.isDirectory() ? await listedByHand(checkout, `${path}/`) : [path]));
  }
  return files;
}
