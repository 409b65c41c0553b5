import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { codeFiles } from './code-files.js';

const MODULES = 'node_modules';

/**
 * Copies a checkout's code into a folder, so that nothing that is edited later changes what runs from there. Packages
 * of others are shared: each is a link into the checkout's node_modules. Packages of the workspace, which lie there as
 * links into the checkout, are links to the copies. Resolves to what was copied, relative to both.
 */
export async function freezeCode(checkout: string, folder: string): Promise<string[]> {
  const files = await codeFiles(checkout);
  const folders = new Set(files.map((file) => dirname(join(folder, file))));
  for (const one of folders) await mkdir(one, { recursive: true });
  for (const file of files) await copyFile(join(checkout, file), join(folder, file), constants.COPYFILE_FICLONE);
  await linkModules(checkout, folder, MODULES);
  return files;
}

/** Links what lies in one folder of modules; one whose name begins with @ holds modules itself. */
async function linkModules(checkout: string, folder: string, at: string): Promise<void> {
  await mkdir(join(folder, at));
  for (const entry of await readdir(join(checkout, at), { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.')) continue; // npm's own
    const path = join(at, name);
    if (name.startsWith('@') && !entry.isSymbolicLink()) await linkModules(checkout, folder, path);
    else await symlink(await targetOf(checkout, folder, path), join(folder, path));
  }
}

async function targetOf(checkout: string, folder: string, path: string): Promise<string> {
  const shared = join(checkout, path);
  const target = await readlink(shared).then(
    (to) => resolve(dirname(shared), to),
    () => shared,
  );
  const within = relative(checkout, target);
  const isOfWorkspace = within !== '' && !within.startsWith('..') && within.split(sep)[0] !== MODULES;
  return isOfWorkspace ? join(folder, within) : shared;
}
