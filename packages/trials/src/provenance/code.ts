import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sha256 } from '@latent-paths/core';
import { git, GitError } from './git.js';
import { noMemory, type HashMemory } from './hash-memory.js';
import { looksSecret } from './secret-names.js';

/** The code that computes: a commit, and what was changed since. */
export interface Code {
  /** Null if there is none to name. */
  readonly commit: string | null;
  /** Why there is no commit, with the remedy: git's own words where git refused. Absent if there is one. */
  readonly noCommit?: string;
  /** SHA-256 of `change`; null if nothing was changed. */
  readonly dirty: string | null;
  /** What differs from the commit, new files too, as a patch that `git apply` takes. */
  readonly change: Uint8Array | null;
}

export interface CodeOptions {
  /** Bytes of new files in one patch, and of the patch. */
  readonly limit?: number;
  /**
   * Bytes of files that are read for their hash, in the order of their names; further ones are named by size and time.
   */
  readonly hashed?: number;
  readonly memory?: HashMemory;
  /** Is called with what takes long, before it begins. */
  readonly tell?: (line: string) => void;
}

/** Bytes above which a new file stays out of the patch, and is named in it by its hash. */
const LARGEST_FILE = 2 ** 20;
const LARGEST_CHANGE = 2 ** 23;
const LARGEST_HASHED = 2 ** 28;
/** Above this number of bytes, the hashing of a file is announced. */
const TOLD = 2 ** 24;
/** What git says where there is none: nothing that a person need do anything about. */
const OUTSIDE = 'not a git repository';
const FOREIGN =
  'the git repository that this folder lies in does not track its package.json: it is another project’s; ' +
  'clone this project with git to have commits recorded';
/** Paths on one command line. */
const PATHS_AT_ONCE = 500;

/**
 * The code of a checkout, in whatever state it is: a run is not stopped by what only describes it. A repository counts
 * only if it tracks the checkout's package.json, by its place and the name in it: one further up may be anybody's. Only
 * the checkout's own folder is read.
 */
export function codeOf(workspace: string, options: CodeOptions = {}): Code {
  const { limit = LARGEST_CHANGE, hashed = LARGEST_HASHED, memory = noMemory(), tell = () => undefined } = options;
  let commit: string;
  try {
    commit = git(workspace, {}, 'log', '--no-show-signature', '--max-count=1', '--format=%H').toString('utf8').trim();
    if (!isOurs(commit, workspace)) throw new GitError(FOREIGN);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (!error.message.includes(OUTSIDE)) tell(`no commit can be recorded: ${error.message}`);
    return { commit: null, noCommit: error.message, dirty: null, change: null };
  }
  const change = changeSince(commit, workspace, { limit, hashed, memory, tell });
  return { commit, dirty: change === null ? null : sha256(change), change };
}

/** Whether a commit has the checkout's package.json: some file of this name may be another project's. */
function isOurs(commit: string, workspace: string): boolean {
  if (git(workspace, {}, 'ls-tree', commit, '--', 'package.json').length === 0) return false;
  const committed = git(workspace, {}, 'show', `${commit}:./package.json`).toString('utf8');
  const here = join(workspace, 'package.json');
  return !existsSync(here) || nameIn(committed) === nameIn(readFileSync(here, 'utf8'));
}

function nameIn(json: string): unknown {
  try {
    return (JSON.parse(json) as { readonly name?: unknown }).name;
  } catch {
    return null; // a name is never null
  }
}

function changeSince(commit: string, workspace: string, options: Required<CodeOptions>): Buffer | null {
  const { limit } = options;
  let patch: Buffer = Buffer.alloc(0);
  let leftOut: string[];
  try {
    const chosen = choose(
      workspace,
      listed(git(workspace, {}, 'ls-files', '--others', '--exclude-standard', '-z')),
      options,
    );
    const found = diff(workspace, chosen.kept);
    leftOut = [...found.leftOut, ...chosen.leftOut];
    patch = found.patch;
  } catch (error) {
    leftOut = [
      'left out: all that was changed, because git cannot read it: ' +
        `${error instanceof Error ? error.message : String(error)}`,
    ];
  }
  if (patch.length === 0 && leftOut.length === 0) return null;
  if (patch.length > limit) {
    leftOut.push(
      `left out, larger than ${limit} bytes: all that was changed, ${patch.length} bytes with the SHA-256 ` +
        `${sha256(patch)}`,
    );
    patch = Buffer.alloc(0);
  }
  const notes = [
    `the change from commit ${commit}; to have it again: git checkout ${commit} && git apply <this file>`,
    ...leftOut,
  ];
  return Buffer.concat([Buffer.from(notes.map((note) => `# ${note.replaceAll('\n', '\\n')}\n`).join('')), patch]);
}

/** The paths of a list that git separates by NUL. */
function listed(text: Buffer): string[] {
  return text.toString('utf8').split('\0').filter(Boolean).sort();
}

/** New files that go into the patch, and notes about the others. */
function choose(
  workspace: string,
  files: readonly string[],
  options: Required<CodeOptions>,
): { kept: string[]; leftOut: string[] } {
  const kept: string[] = [];
  const leftOut: string[] = [];
  const hash = boundedHash(options);
  let bytes = 0;
  for (const file of files) {
    const path = join(workspace, file);
    const entry = lstatSync(path);
    if (looksSecret(file)) {
      leftOut.push(`left out: ${file}, ${entry.size} bytes, which by its name may hold secrets`);
      continue;
    }
    const isKept =
      !entry.isDirectory() &&
      entry.size <= LARGEST_FILE &&
      bytes + entry.size <= options.limit &&
      isReadable(path, entry);
    if (isKept) {
      kept.push(file);
      bytes += entry.size;
    } else leftOut.push(`left out: ${file}, ${describe(path, entry, () => hash(file, path, entry))}`);
  }
  return { kept, leftOut };
}

/**
 * What names the content of a file that is left out: its hash as far as the bound goes, whether it was remembered or
 * not.
 */
function boundedHash({
  hashed,
  memory,
  tell,
}: Required<CodeOptions>): (file: string, path: string, entry: Stats) => string {
  let bytes = 0;
  return (file, path, entry) => {
    if (bytes + entry.size > hashed) return `changed ${entry.mtime.toISOString()}, too many to hash`;
    bytes += entry.size;
    if (entry.size >= TOLD && !memory.knows(file, entry)) {
      const size = `${Math.round(entry.size / 1e6)} MB`;
      tell(
        `hashing ${file}, ${size} that git does not track, to know later what was there; .gitignore or another ` +
          'folder spares it',
      );
    }
    return `with the SHA-256 ${memory.of(file, entry, () => hashOf(path))}`;
  };
}

function describe(path: string, entry: Stats, content: () => string): string {
  if (entry.isDirectory()) return 'a repository of its own'; // git names no other folder
  if (!isReadable(path, entry)) return 'which cannot be read';
  const told = content();
  return `${entry.size} bytes${told.startsWith('with') ? ' ' : ', '}${told}`;
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

/**
 * The difference between the commit and the checkout's folder with some new files, found on a copy of the index: the
 * checkout's own is left as it is. What may hold secrets is named alone.
 */
function diff(workspace: string, files: readonly string[]): { patch: Buffer; leftOut: string[] } {
  const [index, objects] = ['index', 'objects'].map((name) =>
    resolve(workspace, git(workspace, {}, 'rev-parse', '--git-path', name).toString('utf8').trim()),
  );
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-'));
  try {
    const env = {
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: folder,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects!,
    };
    if (existsSync(index!)) copyFileSync(index!, env.GIT_INDEX_FILE);
    for (let i = 0; i < files.length; i += PATHS_AT_ONCE) {
      git(workspace, env, '--literal-pathspecs', 'add', '--intent-to-add', '--', ...files.slice(i, i + PATHS_AT_ONCE));
    }
    const compare = (...how: string[]) =>
      git(workspace, env, 'diff', '--no-relative', '--no-color', '--no-ext-diff', '--no-textconv', ...how);
    const secret = listed(compare('--name-only', '--no-renames', '-z', 'HEAD', '--', '.')).filter(looksSecret);
    const without = secret.map((path) => `:(top,exclude,literal)${path}`);
    const patch = compare(
      '--binary',
      '--full-index',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      'HEAD',
      '--',
      '.',
      ...without,
    );
    return {
      patch,
      leftOut: secret.map((path) => `left out: what was changed in ${path}, which by its name may hold secrets`),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
