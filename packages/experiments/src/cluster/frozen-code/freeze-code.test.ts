import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../../tools/testing/src/temporary-folder.js';
import { codeFiles } from './code-files.js';
import { freezeCode } from './freeze-code.js';

const git = (folder: string, ...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });

function write(folder: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
}

const CODE = ['package.json', 'packages/core/src/index.ts', 'packages/core/src/secret-names.ts'];

/** A checkout with two packages of others, and one of its own in node_modules. */
function checkout(): string {
  const folder = temporaryFolder();
  write(folder, [
    ...CODE,
    'packages/core/src/index.test.ts',
    'packages/core/README.md',
    'docs/page.md',
    'photos/a.png',
  ]);
  write(folder, ['node_modules/zod/index.js', 'node_modules/@other/one/index.js', 'node_modules/.package-lock.json']);
  mkdirSync(join(folder, 'node_modules/@own'));
  symlinkSync('../../packages/core', join(folder, 'node_modules/@own/core'));
  return folder;
}

it('copies what git tracks or does not ignore, but for tests, secrets and what is no code', async () => {
  const folder = checkout();
  git(folder, 'init', '--quiet');
  write(folder, ['packages/core/src/gone.ts']);
  git(folder, 'add', '.');
  rmSync(join(folder, 'packages/core/src/gone.ts'));
  write(folder, ['packages/core/src/new.ts', 'packages/core/.env', 'packages/core/dist/index.js', 'results/x/a.json']);
  writeFileSync(join(folder, '.gitignore'), 'dist/\nresults/\nnode_modules/\n');
  expect(await codeFiles(folder)).toEqual([...CODE.slice(0, 2), 'packages/core/src/new.ts', CODE[2]]);
});

it('copies without git what is neither hidden nor made', async () => {
  const folder = checkout();
  write(folder, ['packages/core/.env', 'packages/core/dist/index.js', 'results/x/a.json']);
  expect(await codeFiles(folder)).toEqual(CODE);
});

it('links packages of the workspace to their copies and those of others to where they lie', async () => {
  const folder = checkout();
  const copy = join(folder, 'results/launches/a/code');
  await freezeCode(folder, copy);
  writeFileSync(join(folder, 'packages/core/src/index.ts'), 'edited');
  expect(readFileSync(join(copy, 'node_modules/@own/core/src/index.ts'), 'utf8')).toBe('packages/core/src/index.ts');
  const led = (path: string) => realpathSync(join(copy, 'node_modules', path));
  expect(led('zod')).toBe(realpathSync(join(folder, 'node_modules/zod')));
  expect(led('@other/one')).toBe(realpathSync(join(folder, 'node_modules/@other/one')));
  expect(existsSync(join(copy, 'node_modules/.package-lock.json'))).toBe(false);
});
