import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, closeSync, constants, copyFileSync, existsSync, lstatSync, mkdtempSync, openSync, readSync, rmSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sha256 } from '@latent-paths/core';

/** The code that computes: a commit, and what was changed since. */
export interface Code {
  /** Null outside a git checkout. */
  readonly commit: string | null;
  /** SHA-256 of `change`; null where nothing was changed. */
  readonly dirty: string | null;
  /** What differs from the commit, new files too, as a patch that `git apply` takes. */
  readonly change: Uint8Array | null;
}

/** Bytes above which a new file stays out of the patch, and is named in it by its hash. */
const LARGEST_FILE = 2 ** 20;
/** Bytes above which a file is named by its size alone. */
const LARGEST_HASHED = 2 ** 28;
/** Bytes of new files in one patch, and of the patch. */
const LARGEST_CHANGE = 2 ** 23;
/** Paths on one command line. */
const PATHS_AT_ONCE = 500;

/** The code of a checkout, in whatever state it is: a run is not stopped by what only tells of it. `limit` bounds the bytes of the change. */
export function codeOf(workspace: string, limit = LARGEST_CHANGE): Code {
  let commit: string;
  try {
    commit = git(workspace, {}, 'rev-parse', 'HEAD').toString('utf8').trim();
  } catch {
    return { commit: null, dirty: null, change: null };
  }
  const change = changeSince(commit, workspace, limit);
  return { commit, dirty: change === null ? null : sha256(change), change };
}

function changeSince(commit: string, workspace: string, limit: number): Buffer | null {
  let patch: Buffer = Buffer.alloc(0);
  let leftOut: string[];
  try {
    const untracked = git(workspace, {}, 'ls-files', '--others', '--exclude-standard', '-z').toString('utf8').split('\0').filter(Boolean).sort();
    const chosen = choose(workspace, untracked, limit);
    leftOut = chosen.leftOut;
    patch = diff(workspace, chosen.kept);
  } catch {
    leftOut = ['left out: all that was changed, because git cannot read it'];
  }
  if (patch.length === 0 && leftOut.length === 0) return null;
  if (patch.length > limit) {
    leftOut.push(`left out, larger than ${limit} bytes: all that was changed, ${patch.length} bytes with the SHA-256 ${sha256(patch)}`);
    patch = Buffer.alloc(0);
  }
  const notes = [`the change from commit ${commit}; to have it again: git checkout ${commit} && git apply <this file>`, ...leftOut];
  return Buffer.concat([Buffer.from(notes.map((note) => `# ${note.replaceAll('\n', '\\n')}\n`).join('')), patch]);
}

/** New files that go into the patch, and notes about the others. */
function choose(workspace: string, files: readonly string[], limit: number): { kept: string[]; leftOut: string[] } {
  const kept: string[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const entry = lstatSync(join(workspace, file));
    const isKept = !entry.isDirectory() && entry.size <= LARGEST_FILE && bytes + entry.size <= limit && isReadable(join(workspace, file), entry);
    if (isKept) {
      kept.push(file);
      bytes += entry.size;
    } else leftOut.push(`left out: ${file}, ${describe(join(workspace, file), entry)}`);
  }
  return { kept, leftOut };
}

function describe(path: string, entry: Stats): string {
  if (entry.isDirectory()) return 'a repository of its own'; // git names no other folder
  if (!isReadable(path, entry)) return 'which cannot be read';
  return `${entry.size} bytes${entry.size <= LARGEST_HASHED ? ` with the SHA-256 ${hashOf(path)}` : ', too many to hash'}`;
}

function isReadable(path: string, entry: Stats): boolean {
  if (!entry.isFile()) return true;
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const part = Buffer.alloc(2 ** 20);
  const fd = openSync(path, 'r');
  try {
    for (let read = readSync(fd, part); read > 0; read = readSync(fd, part)) hash.update(part.subarray(0, read));
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}

/** The difference between the commit and the working tree with some new files, found on a copy of the index: the checkout's own is left as it is. */
function diff(workspace: string, files: readonly string[]): Buffer {
  const [index, objects] = ['index', 'objects'].map((name) => resolve(workspace, git(workspace, {}, 'rev-parse', '--git-path', name).toString('utf8').trim()));
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index'), GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects! };
    if (existsSync(index!)) copyFileSync(index!, env.GIT_INDEX_FILE);
    for (let i = 0; i < files.length; i += PATHS_AT_ONCE) {
      git(workspace, env, '--literal-pathspecs', 'add', '--intent-to-add', '--', ...files.slice(i, i + PATHS_AT_ONCE));
    }
    return git(workspace, env, 'diff', '--binary', '--full-index', '--no-color', '--no-ext-diff', '--no-textconv', '--src-prefix=a/', '--dst-prefix=b/', 'HEAD');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(workspace: string, env: Readonly<Record<string, string>>, ...args: string[]): Buffer {
  return execFileSync('git', ['-C', workspace, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 30,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', ...env },
  });
}
