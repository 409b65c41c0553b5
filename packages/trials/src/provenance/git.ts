import { execFileSync } from 'node:child_process';

/** Variables by which another program, a hook say, points git to another repository, index or way of comparing. */
const POINTING_ELSEWHERE = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
  'GIT_REPLACE_REF_BASE',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
] as const;

/** What git says in a folder. @throws GitError with git's own reason */
export function git(folder: string, env: Readonly<Record<string, string>>, ...args: string[]): Buffer {
  const own = Object.entries(process.env).filter(([name]) => !POINTING_ELSEWHERE.some((one) => one === name));
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 30,
      env: { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', ...env },
    });
  } catch (error) {
    throw new GitError(reasonOf(error), { cause: error });
  }
}

/** Git could not do what it was asked; the message is its own, in one line. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'git was not found on PATH; install it';
  const said = 'stderr' in error && Buffer.isBuffer(error.stderr) ? error.stderr.toString('utf8') : '';
  return said.replace(/\s+/g, ' ').trim() || error.message;
}
