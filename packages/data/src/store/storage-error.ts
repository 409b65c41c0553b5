import { ExplainedError } from '@latent-paths/core';
/** A file that could not be read or written for a reason that lies outside this program: a full disk, say. */
export class StorageError extends ExplainedError {
  override readonly name = 'StorageError';
  constructor(
    message: string,
    /** The system's: ENOSPC, say. */
    readonly code: string,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

const AGAIN = 'run the same command again: it resumes from what is on the disk';

/** What is said of the system's error codes, and what helps. */
const REASONS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', `free some space and ${AGAIN}`],
  EDQUOT: ['the quota of disk space is used up', `free some space and ${AGAIN}`],
  EROFS: ['the file system is read-only', `make it writable and ${AGAIN}`],
  EACCES: ['permission denied', `give this user the right to read and write there, and ${AGAIN}`],
  EPERM: ['permission denied', `give this user the right to read and write there, and ${AGAIN}`],
  EIO: ['the disk failed', `look after the disk, and ${AGAIN}`],
  EMFILE: ['too many files are open', `raise the limit (ulimit -n) and ${AGAIN}`],
  ENFILE: ['too many files are open', `end other processes and ${AGAIN}`],
  ENOTDIR: ['a file is where a folder is expected', `move that file away and ${AGAIN}`],
  EEXIST: ['a file, or a link that leads nowhere, is where a folder is expected', `move it away and ${AGAIN}`],
  ELOOP: ['links lead in a circle', `mend or remove the link, and ${AGAIN}`],
  EISDIR: ['a folder is where a file is expected', `move that folder away and ${AGAIN}`],
};

/** The same error, or where the system's calls threw it, one that names the file, the reason and the remedy. */
export function storageError(path: string, error: unknown): unknown {
  if (error instanceof StorageError || !isSystemError(error)) return error;
  const [reason, remedy] = REASONS[error.code] ?? [error.message, `look after it and ${AGAIN}`];
  return new StorageError(`${path}: ${reason} (${error.code}); ${remedy}`, error.code, { cause: error });
}

/** What `work` gives. @throws StorageError in place of the errors of the system's calls */
export async function storing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(path, error);
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code);
}

/** Whether a call failed for want of the file. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

/** Whether a system's call failed since its file is gone, as a network tells it also of a file that is open. */
export function isGone(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ESTALE');
}

/** Whether a system's call failed with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}
