import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '@latent-paths/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { codeOf } from './code.js';
import { openHashMemory } from './hash-memory.js';

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    encoding: 'utf8',
  }).trim();

/** A repository with three committed files, `code.ts`, `image.bin` and `package.json`; `*.log` is ignored. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, 'code.ts'), 'const a = 1;\n');
  writeFileSync(
    join(folder, 'image.bin'),
    Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 256),
  );
  writeFileSync(join(folder, '.gitignore'), '*.log\n');
  writeFileSync(join(folder, 'package.json'), '{}\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'Begin');
  return folder;
}

/** Every file and link of a working tree, by its path. */
function treeOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const visible = paths.filter((path) => !path.startsWith('.git/') && !path.endsWith('.log')).sort();
  return Object.fromEntries(
    visible.map((path) => [
      path,
      lstatSync(join(folder, path)).isSymbolicLink()
        ? `→ ${readlinkSync(join(folder, path))}`
        : sha256(readFileSync(join(folder, path))),
    ]),
  );
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
    writeFileSync(
      join(folder, 'sub/new.bin'),
      Uint8Array.from({ length: 300 }, (_, i) => 255 - (i % 256)),
    );
    writeFileSync(join(folder, 'ä "b"\n[*].txt'), 'text\r\n');
    writeFileSync(join(folder, 'empty'), '');
    symlinkSync('nowhere', join(folder, 'link'));
    git(folder, 'add', 'sub');
    const [index, objects] = [
      readFileSync(join(folder, '.git/index')),
      readdirSync(join(folder, '.git/objects')).length,
    ];
    const { commit, change } = codeOf(folder);
    expect(readFileSync(join(folder, '.git/index'))).toEqual(index);
    expect(readdirSync(join(folder, '.git/objects')).length).toBe(objects);

    const again = temporaryFolder();
    git(again, 'clone', '--quiet', folder, '.');
    git(again, 'checkout', '--quiet', commit!);
    writeFileSync(join(again, 'change.log'), change!);
    git(again, 'apply', 'change.log');
    expect(treeOf(again)).toEqual(treeOf(folder));
    expect(Object.keys(treeOf(again))).toHaveLength(8);
  });

  it('names what is too large to keep, or no file, and what that is', () => {
    const folder = repository();
    writeFileSync(join(folder, 'large.bin'), Buffer.alloc(2 ** 20 + 1, 7));
    mkdirSync(join(folder, 'within'));
    git(join(folder, 'within'), 'init', '--quiet');
    writeFileSync(join(folder, 'within/file'), 'text');
    const { dirty, change } = codeOf(folder);
    expect(text(change)).toMatch(/^# the change from commit [0-9a-f]{40}; to have it again: git checkout /);
    expect(text(change)).toContain(
      `\n# left out: large.bin, 1048577 bytes with the SHA-256 ${sha256(Buffer.alloc(2 ** 20 + 1, 7))}\n# left ` +
        `out: within/, a repository of its own\n`,
    );
    writeFileSync(join(folder, 'large.bin'), Buffer.alloc(2 ** 20 + 1, 8));
    expect(codeOf(folder).dirty).not.toBe(dirty);
  });

  it('is kept up to a limit: of what is larger together, the rest is named', () => {
    const folder = repository();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name.repeat(400));
    expect(text(codeOf(folder, { limit: 1000 }).change)).toMatch(
      /# left out: c, 400 bytes with the SHA-256 .*\n# left out, larger than 1000 bytes: all that was changed, \d+ bytes with the SHA-256 [0-9a-f]{64}\n$/,
    );
    expect(text(codeOf(folder, { limit: 2500 }).change)).toContain('+aaaa');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is not lost over files that cannot be read',
    () => {
      const folder = repository();
      writeFileSync(join(folder, 'closed'), 'text');
      chmodSync(join(folder, 'closed'), 0o000);
      expect(text(codeOf(folder).change)).toContain('# left out: closed, which cannot be read\n');
      chmodSync(join(folder, 'code.ts'), 0o000);
      expect(text(codeOf(folder).change)).toContain('# left out: all that was changed, because git cannot read it: ');
    },
  );

  it('is told as far as it can be where git fails over it', () => {
    const folder = repository();
    appendFileSync(join(folder, 'code.ts'), 'const b = 2;\n');
    writeFileSync(join(folder, '.git/index'), 'no index');
    expect(codeOf(folder)).toMatchObject({
      commit: git(folder, 'rev-parse', 'HEAD'),
      dirty: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is unknown outside a checkout', () => {
    expect(codeOf(temporaryFolder())).toEqual({
      commit: null,
      noCommit: expect.stringContaining('not a git repository'),
      dirty: null,
      change: null,
    });
  });
});

/** A variable of the environment, for this test. */
function setVariable(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

describe('whose repository it is', () => {
  /** Somebody's repository with a token that was changed, and a folder within it. */
  function foreign(): { outer: string; inner: string } {
    const outer = repository();
    writeFileSync(join(outer, 'settings.txt'), 'nothing\n');
    git(outer, 'add', '.');
    git(outer, 'commit', '--quiet', '--message', 'More');
    writeFileSync(join(outer, 'settings.txt'), 'a token\n');
    const inner = join(outer, 'unpacked');
    mkdirSync(inner);
    writeFileSync(join(inner, 'package.json'), '{}\n');
    return { outer, inner };
  }

  it('one that does not track the checkout’s package.json is another’s: nothing of it is told', () => {
    const told: string[] = [];
    const code = codeOf(foreign().inner, { tell: (line) => told.push(line) });
    expect(code).toEqual({
      commit: null,
      noCommit: expect.stringContaining('does not track its package.json'),
      dirty: null,
      change: null,
    });
    expect(told).toEqual([`no commit can be recorded: ${code.noCommit}`]);
    const laidOver = repository();
    writeFileSync(join(laidOver, 'package.json'), '{ "name": "another" }\n'); // the committed one has no name
    expect(codeOf(laidOver)).toMatchObject({ commit: null, change: null });
  });

  it('of one that tracks it, only the checkout’s own folder is looked at, and what is found can be applied', () => {
    const { outer, inner } = foreign();
    writeFileSync(join(inner, 'old.ts'), 'old\n');
    git(outer, 'add', 'unpacked');
    git(outer, 'commit', '--quiet', '--message', 'Take it in');
    writeFileSync(join(outer, 'outside.ts'), 'a secret\n');
    expect(codeOf(inner).dirty).toBe(null);
    writeFileSync(join(inner, 'old.ts'), 'changed\n');
    writeFileSync(join(inner, 'new.ts'), 'new\n');
    const { commit, change } = codeOf(inner);
    expect(text(change)).not.toMatch(/token|secret|outside/);
    const again = temporaryFolder();
    git(again, 'clone', '--quiet', outer, '.');
    git(again, 'checkout', '--quiet', commit!);
    writeFileSync(join(again, 'change.log'), change!);
    git(again, 'apply', 'change.log');
    expect(treeOf(join(again, 'unpacked'))).toEqual(treeOf(inner));
  });

  it('is not said by GIT_DIR, GIT_WORK_TREE and their like', () => {
    const other = repository();
    const folder = repository();
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Another');
    const { commit } = codeOf(folder);
    setVariable('GIT_DIR', join(other, '.git'));
    setVariable('GIT_WORK_TREE', other);
    setVariable('GIT_INDEX_FILE', join(other, '.git/index'));
    expect(codeOf(folder)).toEqual({ commit, dirty: null, change: null });
  });
});

describe('why there is no commit', () => {
  it('is told in git’s own words where git refuses, with the remedy', () => {
    const folder = repository();
    const told: string[] = [];
    setVariable('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    const { commit, noCommit } = codeOf(folder, { tell: (line) => told.push(line) });
    expect(commit).toBe(null);
    expect(noCommit).toMatch(
      /^fatal: detected dubious ownership in repository at .* git config --global --add safe\.directory /,
    );
    expect(told).toEqual([`no commit can be recorded: ${noCommit}`]);
  });

  it('is that there is none yet', () => {
    const folder = temporaryFolder();
    git(folder, 'init', '--quiet');
    expect(codeOf(folder).noCommit).toMatch(/does not have any commits yet/);
  });

  it('is that there is no git', () => {
    const folder = repository();
    setVariable('PATH', temporaryFolder());
    expect(codeOf(folder).noCommit).toBe('git was not found on PATH; install it');
  });
});

it('never keeps what by its name may hold secrets, and lists it', () => {
  const folder = repository();
  writeFileSync(join(folder, '.npmrc'), 'save-exact=true\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'Settings');
  appendFileSync(join(folder, '.npmrc'), '//registry.npmjs.org/:_authToken=sesame\n');
  mkdirSync(join(folder, '.aws'));
  writeFileSync(join(folder, '.aws/config'), 'sesame');
  writeFileSync(join(folder, '.env'), 'sesame');
  writeFileSync(join(folder, 'new.ts'), 'export {};\n');
  const change = text(codeOf(folder).change);
  expect(change).not.toContain('sesame');
  expect(change).toContain(
    '# left out: what was changed in .npmrc, which by its name may hold secrets\n' +
      '# left out: .aws/config, 6 bytes, which by its name may hold secrets\n' +
      '# left out: .env, 6 bytes, which by its name may hold secrets\n',
  );
  expect(change).toContain('+export {};');
});

describe('large files that git does not track', () => {
  const MB = 2 ** 20;
  /** A repository with two of them, which have been there for long. */
  function withLarge(): string {
    const folder = repository();
    for (const name of ['a.bin', 'b.bin']) {
      writeFileSync(join(folder, name), Buffer.alloc(17 * MB, name));
      utimesSync(join(folder, name), 1, 1);
    }
    return folder;
  }

  it('are hashed up to a bound, and further ones named by size and time', () => {
    const change = text(codeOf(withLarge(), { hashed: 20 * MB }).change);
    expect(change).toMatch(/# left out: a\.bin, 17825792 bytes with the SHA-256 [0-9a-f]{64}\n/);
    expect(change).toContain('# left out: b.bin, 17825792 bytes, changed 1970-01-01T00:00:01.000Z, too many to hash\n');
  });

  it('are told of before they are hashed, and remembered until they change', async () => {
    const folder = withLarge();
    const path = join(temporaryFolder(), '.hashes.json');
    const look = async () => {
      const told: string[] = [];
      const memory = openHashMemory(path, () => Date.now() + 60_000);
      const { dirty } = codeOf(folder, { memory, tell: (line) => told.push(line) });
      await memory.keep();
      return { dirty, told };
    };
    const first = await look();
    expect(first.told).toHaveLength(2);
    expect(first.told[0]).toMatch(/^hashing a\.bin, 18 MB that git does not track/);
    expect(await look()).toEqual({ dirty: first.dirty, told: [] });
    writeFileSync(join(folder, 'b.bin'), Buffer.alloc(17 * MB, 'c'));
    const changed = await look();
    expect(changed.told).toEqual([first.told[1]]);
    expect(changed.dirty).not.toBe(first.dirty);
    writeFileSync(path, '{"version":1,"files":');
    expect((await look()).dirty).toBe(changed.dirty);
  });

  it('are not remembered while they may change within one tick of the clock', async () => {
    const path = join(temporaryFolder(), '.hashes.json');
    const then = Date.now();
    const memory = openHashMemory(path, () => then);
    codeOf(withLarge(), { memory });
    await memory.keep();
    expect(existsSync(path)).toBe(false);
  });
});
