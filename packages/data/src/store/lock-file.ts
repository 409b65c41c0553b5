import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  writeSync,
} from 'node:fs';
import { ownerHere, parseOwner, type Owner } from './lock-owner.js';
import type { Machine, Place } from './lock-place.js';
import { hasCode, isGone } from './storage-error.js';

/** A lock's file, open. */
export interface LockFile {
  readonly fd: number;
  /** Whether it was not there before: of all that try, on any machine, one makes it. */
  readonly isNew: boolean;
  /** `mine`: the system's lock on it is this process's; `another`'s; `none`: the file system keeps no locks. */
  readonly lock: 'mine' | 'another' | 'none';
}

/** The file of this name; null if it is there one moment and gone the next. @throws if it is a link */
export function openLock(path: string, machine: Machine): LockFile | null {
  refuseLink(path);
  const made = openUnless('EEXIST', path, 'ax+');
  const fd = made ?? openUnless('ENOENT', path, 'r+');
  if (fd === null) return null;
  try {
    return { fd, isNew: made !== null, lock: lockOn(fd, machine) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Makes the file of this name, locked and with a claim in it; null if there is one, or the disk fails. */
export function makeLock(path: string, claim: string, place: Place): number | null {
  let fd: number | null = null;
  try {
    fd = openSync(path, 'ax+');
    if (lockOn(fd, place) !== 'another') {
      writeClaim(fd, claim, place);
      return fd;
    }
  } catch {
    // Then it is another one's, or nobody's.
  }
  if (fd !== null) closeSync(fd);
  return null;
}

/** Takes the system's lock on an open file, to the end of this process or until it is closed. */
export function lockOn(fd: number, machine: Machine, options?: { readonly shared: boolean }): LockFile['lock'] {
  try {
    return machine.tryLock(fd, options) ? 'mine' : 'another';
  } catch (error) {
    if (hasCode(error, 'ENOLCK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP')) return 'none';
    throw error;
  }
}

/** Writes a claim in place of what the file holds, so that other machines see it and see the file touched. */
export function writeClaim(fd: number, claim: string, place: Place): void {
  ftruncateSync(fd);
  writeSync(fd, ownerHere(claim, place));
  if (place.ownDisk) return;
  fsyncSync(fd);
  // Where it cannot be touched, no machine could see that its owner lives: better now than then.
  futimesSync(fd, new Date(), new Date());
}

/** What the file of this name is now. */
export interface LockLook {
  readonly inode: bigint;
  readonly stamp: string;
  readonly owner: Owner | null;
}

/**
 * Looks at the file of this name; null if there is none. It is opened for this alone: opening makes NFS ask its server
 * (close-to-open consistency), where `stat` shows what is remembered.
 */
export function lookAt(path: string): LockLook | null {
  return unlessGone(() => {
    const fd = openSync(path, 'r');
    try {
      const { ino, size, mtimeNs, ctimeNs } = fstatSync(fd, { bigint: true });
      const text = readFileSync(fd, 'utf8');
      return { inode: ino, stamp: [ino, size, mtimeNs, ctimeNs, text].join(' '), owner: parseOwner(text) };
    } finally {
      closeSync(fd);
    }
  });
}

/** Null where another machine has removed the file, and the file system forgets it then though it is open. */
export function inodeOf(fd: number): bigint | null {
  return unlessGone(() => fstatSync(fd, { bigint: true }).ino);
}

function unlessGone<Found>(look: () => Found): Found | null {
  try {
    return look();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function openUnless(code: string, path: string, flags: string): number | null {
  try {
    return openSync(path, flags);
  } catch (error) {
    if (hasCode(error, code)) return null;
    throw error;
  }
}

/** @throws if `.lock` is a link: what is written to a lock would empty the file that it leads to */
function refuseLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new Error(
    `${path}: expected a file, got a link to ${readlinkSync(path)}; remove the link and run the same command again`,
  );
}
