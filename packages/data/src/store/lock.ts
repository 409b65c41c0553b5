import { ExplainedError, EXIT } from '@latent-paths/core';
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  statSync,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from 'fs-native-extensions';
import { makeFolder, removeTemporaries } from './atomic.js';
import { beat } from './lock-beat.js';
import { LockLostError } from './lock-lost-error.js';
import { describeOwner, ownerHere, readOwner, type Owner } from './lock-owner.js';
import { isMissing, storageError } from './storage-error.js';

/** Gives a lock back. */
export interface Release {
  (): Promise<void>;
  /**
   * Aborted, with a LockLostError, once `.lock` is not the inode that is held: whoever works in the folder is to end.
   * What the file says is no reason.
   */
  readonly lost: AbortSignal;
  /**
   * Whether the file alone was deleted, and the folder taken again at once: it may be written to, for the end, if
   * nobody else was there meanwhile.
   */
  isRetaken(): boolean;
  /** @throws LockLostError if the folder is this process's no longer: two of them never write to it */
  check(): void;
}

/** Another process is at work in the folder. */
export class LockedError extends ExplainedError {
  override readonly name = 'LockedError';
  override readonly exitCode = EXIT.refused;
}

const LOCK = '.lock';

/**
 * Milliseconds between touches, by which an owner shows other machines that it lives, and between looks at its own
 * lock.
 */
const BEAT = 2_000;
/** Milliseconds without a touch after which an owner on another machine is taken for dead: five beats. */
const WATCH = 10_000;
/** Who only asks for a lock's owner holds it for a moment: that is waited for. */
const TRIES = 5;
const PAUSE = 50;

export interface LockOptions {
  /** What passes while another machine's owner is watched. */
  readonly watch?: () => Promise<unknown>;
  /** Milliseconds between touches, and between looks at the lock. */
  readonly pause?: number;
}

/**
 * Takes a folder for this process alone, makes it where there is none, and removes the temporary files that a killed
 * process left.
 *
 * The lock is the system's, on the file `.lock`: it ends with the process that holds it, however that ends, so that no
 * lock is ever stale and no clock is asked. One thing is left to find out: some file systems keep locks, but not
 * between machines. Where the file names an owner on another machine, it is watched for ten seconds, and respected if
 * it is touched meanwhile. Else its owner was killed, or the folder was copied from there.
 * @throws LockedError if another process has it; StorageError where the folder cannot be written; where `.lock` is a
 * link
 */
export async function lockFolder(
  folder: string,
  { watch = () => sleep(WATCH), pause = BEAT }: LockOptions = {},
): Promise<Release> {
  const path = join(folder, LOCK);
  let fd: number | undefined;
  try {
    await makeFolder(folder);
    fd = await own(path, watch);
    await removeTemporaries(folder);
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    throw storageError(path, error);
  }
  return keep(path, fd, pause);
}

/** A lock that is held, looked at every `pause` milliseconds, and before every write that asks. */
function keep(path: string, fd: number, pause: number): Release {
  const loss = new AbortController();
  let held = fd;
  let isRetaken = false;
  let isReleased = false;
  let silence = beat(path, fstatSync(fd).ino, pause);

  const look = (): void => {
    if (isReleased || (loss.signal.aborted && !isRetaken) || isHeld(path, held)) return;
    const error = new LockLostError(describeLoss(path));
    silence();
    const again = retake(path);
    isRetaken = again !== null && !loss.signal.aborted;
    if (again !== null) {
      closeSync(held);
      held = again;
      silence = beat(path, fstatSync(held).ino, pause);
    }
    loss.abort(error);
  };
  const timer = setInterval(look, pause).unref();

  const release = async (): Promise<void> => {
    isReleased = true;
    clearInterval(timer);
    silence();
    // A file that cannot be removed is no lock: the lock ends here. Another one's is left alone.
    if (isHeld(path, held)) await rm(path, { force: true }).catch(() => undefined);
    closeSync(held);
  };
  const check = (): void => {
    look();
    if (loss.signal.aborted && !isRetaken) throw loss.signal.reason;
  };
  return Object.assign(release, { lost: loss.signal, isRetaken: () => isRetaken, check });
}

/** Who is at work in a folder, in words; null if nobody is. */
export async function folderOwner(folder: string): Promise<string | null> {
  const path = join(folder, LOCK);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(path, error);
  }
  try {
    return tryLock(fd, { shared: true }) ? null : describeOwner(readOwner(path));
  } finally {
    closeSync(fd);
  }
}

/** The file, open, locked and with this process's name in it, once no other machine shows that it has it. */
async function own(path: string, watch: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < TRIES; round++) {
    const fd = await take(path);
    try {
      const owner = readOwner(path);
      if (owner !== null && owner.host !== hostname() && (await isTouched(path, watch)))
        throw locked(path, readOwner(path) ?? owner);
      // Another machine may have given it back meanwhile: then this file is nobody's, and the next one is looked at.
      if (isAt(path, fd)) {
        ftruncateSync(fd);
        writeSync(fd, ownerHere());
        return fd;
      }
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    closeSync(fd);
  }
  throw locked(path, readOwner(path));
}

/** The file, open and locked: the one of that name, and not one that its owner has just removed. */
async function take(path: string): Promise<number> {
  for (let tries = 1; ;) {
    refuseLink(path);
    const fd = openSync(path, 'a+');
    try {
      const mine = tryLock(fd);
      if (mine && isAt(path, fd)) return fd;
      if (!mine && tries++ >= TRIES) throw locked(path, readOwner(path));
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    closeSync(fd);
    await sleep(PAUSE);
  }
}

/** @throws if `.lock` is a link: what is written to a lock would empty the file that it leads to */
function refuseLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new Error(
    `${path}: expected a file, got a link to ${readlinkSync(path)}; remove the link and run the same command again`,
  );
}

function isAt(path: string, fd: number): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  return there !== undefined && there.ino === fstatSync(fd).ino;
}

/** Whether an owner shows while it is watched that it lives. A file that is gone by then is free. */
async function isTouched(path: string, watch: () => Promise<unknown>): Promise<boolean> {
  const touched = () => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  const before = touched();
  await watch();
  const after = touched();
  return after !== undefined && after !== before;
}

/** Whether `.lock` is the inode that is held, as far as the disk tells: where it fails, the next write will tell. */
function isHeld(path: string, fd: number): boolean {
  try {
    return isAt(path, fd);
  } catch {
    return true;
  }
}

/**
 * The lock of a folder whose file was deleted under its owner; null if the folder is gone, or another came first.
 */
function retake(path: string): number | null {
  let fd: number;
  try {
    fd = openSync(path, 'ax+');
  } catch {
    return null;
  }
  try {
    if (tryLock(fd) && isAt(path, fd)) {
      writeSync(fd, ownerHere());
      return fd;
    }
  } catch {
    // The disk fails, too: then it is lost.
  }
  closeSync(fd);
  return null;
}

function describeLoss(path: string): string {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    return (
      `${folder}: this folder was removed or moved while this process was at work in it; nothing more is written ` +
      'there; ' +
      'run the same command again to start it anew, or to resume it once the folder is back'
    );
  }
  if (!existsSync(path)) {
    return (
      `${path}: this file was deleted while this process was at work in the folder; it ends here; run the same ` +
      'command again to resume'
    );
  }
  const owner = describeOwner(readOwner(path));
  return (
    `${folder}: another process took this folder over (${owner}), as can be where a file system shares no locks ` +
    'and this one was suspended; it ends here and leaves the folder to that one'
  );
}

function locked(path: string, owner: Owner | null): LockedError {
  return new LockedError(
    `${dirname(path)}: another process is at work here (${describeOwner(owner)}); wait until it ends, or stop it, ` +
      'and run again',
  );
}
