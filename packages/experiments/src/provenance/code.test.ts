import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { codeOf } from './code.js';

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { encoding: 'utf8' }).trim();

/** A repository with two committed files, `code.ts` and `image.bin`; `*.log` is ignored. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, 'code.ts'), 'const a = 1;\n');
  writeFileSync(join(folder, 'image.bin'), Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 256));
  writeFileSync(join(folder, '.gitignore'), '*.log\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'Begin');
  return folder;
}

/** Every file and link of a working tree, by its path. */
function treeOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const visible = paths.filter((path) => !path.startsWith('.git/') && !path.endsWith('.log')).sort();
  return Object.fromEntries(visible.map((path) => [path, lstatSync(join(folder, path)).isSymbolicLink() ? `→ ${readlinkSync(join(folder, path))}` : sha256(readFileSync(join(folder, path)))]));
}

const text = (change: Uint8Array | null) => Buffer.from(change ?? []).toString('utf8');

describe('the code', () => {
  it('is told by its commit, and by nothing more where nothing was changed', () => {
    const folder = repository();
    writeFileSync(join(folder, 'ignored.log'), 'text');
    expect(codeOf(folder)).toEqual({ commit: git(folder, 'rev-parse', 'HEAD'), dirty: null, change: null });
  });

  it('is told apart by every edit, staged or not, and by every file that is not yet added', () => {
    const folder = repository();
    const { commit } = codeOf(folder);
    const seen = new Set<string | null>([null]);
    const changes = [
      () => appendFileSync(join(folder, 'code.ts'), 'const b = 2;\n'),
      () => appendFileSync(join(folder, 'code.ts'), 'const c = 3;\n'),
      () => writeFileSync(join(folder, 'new.ts'), 'export {};\n'),
      () => writeFileSync(join(folder, 'new.ts'), 'export { a };\n'),
      () => rmSync(join(folder, 'code.ts')),
    ];
    for (const change of changes) {
      change();
      const now = codeOf(folder);
      expect(now.commit).toBe(commit);
      expect(now.dirty).toBe(sha256(now.change!));
      expect(seen.has(now.dirty)).toBe(false);
      seen.add(now.dirty);
    }
    git(folder, 'checkout', '--quiet', 'code.ts');
    appendFileSync(join(folder, 'code.ts'), 'const b = 2;\n');
    rmSync(join(folder, 'new.ts'));
    git(folder, 'add', '.');
    expect([...seen][1]).toBe(codeOf(folder).dirty);
  });

  it('can be had again from the commit and the change, to the byte', () => {
    const folder = repository();
    appendFileSync(join(folder, 'code.ts'), Buffer.from('// \xff\xfe no UTF-8, and no end of line', 'latin1'));
    truncateSync(join(folder, 'image.bin'), 100);
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub/new.bin'), Uint8Array.from({ length: 300 }, (_, i) => 255 - (i % 256)));
    writeFileSync(join(folder, 'ä "b"\n[*].txt'), 'text\r\n');
    writeFileSync(join(folder, 'empty'), '');
    symlinkSync('nowhere', join(folder, 'link'));
    git(folder, 'add', 'sub');
    const [index, objects] = [readFileSync(join(folder, '.git/index')), readdirSync(join(folder, '.git/objects')).length];
    const { commit, change } = codeOf(folder);
    expect(readFileSync(join(folder, '.git/index'))).toEqual(index);
    expect(readdirSync(join(folder, '.git/objects')).length).toBe(objects);

    const again = temporaryFolder();
    git(again, 'clone', '--quiet', folder, '.');
    git(again, 'checkout', '--quiet', commit!);
    writeFileSync(join(again, 'change.log'), change!);
    git(again, 'apply', 'change.log');
    expect(treeOf(again)).toEqual(treeOf(folder));
    expect(Object.keys(treeOf(again))).toHaveLength(7);
  });

  it('names what is too large to keep, or no file, and what that is', () => {
    const folder = repository();
    writeFileSync(join(folder, 'large.bin'), Buffer.alloc(2 ** 20 + 1, 7));
    mkdirSync(join(folder, 'within'));
    git(join(folder, 'within'), 'init', '--quiet');
    writeFileSync(join(folder, 'within/file'), 'text');
    const { dirty, change } = codeOf(folder);
    expect(text(change)).toMatch(/^# the change from commit [0-9a-f]{40}; to have it again: git checkout /);
    expect(text(change)).toContain(`\n# left out: large.bin, 1048577 bytes with the SHA-256 ${sha256(Buffer.alloc(2 ** 20 + 1, 7))}\n# left out: within/, a repository of its own\n`);
    writeFileSync(join(folder, 'large.bin'), Buffer.alloc(2 ** 20 + 1, 8));
    expect(codeOf(folder).dirty).not.toBe(dirty);
  });

  it('is kept up to a limit: of what is larger together, the rest is named', () => {
    const folder = repository();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name.repeat(400));
    expect(text(codeOf(folder, 1000).change)).toMatch(/# left out: c, 400 bytes with the SHA-256 .*\n# left out, larger than 1000 bytes: all that was changed, \d+ bytes with the SHA-256 [0-9a-f]{64}\n$/);
    expect(text(codeOf(folder, 2500).change)).toContain('+aaaa');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('is not lost over files that cannot be read', () => {
    const folder = repository();
    writeFileSync(join(folder, 'closed'), 'text');
    chmodSync(join(folder, 'closed'), 0o000);
    expect(text(codeOf(folder).change)).toContain('# left out: closed, which cannot be read\n');
    chmodSync(join(folder, 'code.ts'), 0o000);
    expect(text(codeOf(folder).change)).toContain('# left out: all that was changed, because git cannot read it\n');
  });

  it('is told as far as it can be where git fails over it', () => {
    const folder = repository();
    appendFileSync(join(folder, 'code.ts'), 'const b = 2;\n');
    writeFileSync(join(folder, '.git/index'), 'no index');
    expect(codeOf(folder)).toMatchObject({ commit: git(folder, 'rev-parse', 'HEAD'), dirty: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is unknown outside a checkout', () => {
    expect(codeOf(temporaryFolder())).toEqual({ commit: null, dirty: null, change: null });
  });
});
