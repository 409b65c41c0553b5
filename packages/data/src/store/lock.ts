import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, statSync, utimesSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from 'fs-native-extensions';
import { z } from 'zod';
import { makeFolder, removeTemporaries } from './atomic.js';
import { isMissing, storageError } from './storage-error.js';

/** Gives a lock back. */
export type Release = () => Promise<void>;

/** Another process is at work in the folder. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

const ownerRecord = z.strictObject({ pid: z.int(), host: z.string(), process: z.string(), since: z.string() });
type Owner = z.infer<typeof ownerRecord>;

const LOCK = '.lock';
const THIS_PROCESS = randomUUID();

/** Milliseconds between the touches by which an owner shows other machines that it lives. */
const BEAT = 2_000;
/** Milliseconds without a touch after which an owner on another machine is taken for dead; a training step may hold touches up for a second or two. */
const WATCH = 10_000;
/** Who only asks for a lock's owner holds it for a moment: that is waited for. */
const TRIES = 5;
const PAUSE = 50;

/**
 * Takes a folder for this process alone, makes it where there is none, and removes the temporary files that a killed
 * process left.
 *
 * The lock is the system's, on the file `.lock`: it ends with the process that holds it, however that ends, so that no
 * lock is ever stale and no clock is asked. One thing is left to find out: some file systems keep locks, but not between
 * machines. Where the file names an owner on another machine, it is watched for `watch` milliseconds, and respected if
 * it is touched meanwhile. Else its owner was killed, or the folder was copied from there.
 * @throws LockedError where another process has it; StorageError where the folder cannot be written
 */
export async function lockFolder(folder: string, { watch = WATCH } = {}): Promise<Release> {
  const path = join(folder, LOCK);
  let fd: number | undefined;
  try {
    await makeFolder(folder);
    fd = await take(path);
    const before = readOwner(path);
    if (before !== null && before.host !== hostname() && (await isTouched(path, watch))) throw locked(path, before);
    ftruncateSync(fd);
    writeSync(fd, JSON.stringify({ pid: process.pid, host: hostname(), process: THIS_PROCESS, since: new Date().toISOString() } satisfies Owner));
    await removeTemporaries(folder);
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    throw storageError(path, error);
  }
  const held = fd;
  const beat = setInterval(() => touch(path), BEAT).unref();
  return async () => {
    clearInterval(beat);
    // A file that cannot be removed is no lock: the lock ends here.
    await rm(path, { force: true }).catch(() => undefined);
    closeSync(held);
  };
}

/** Who is at work in a folder, in words; null where nobody is. */
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
    return tryLock(fd, { shared: true }) ? null : describe(readOwner(path));
  } finally {
    closeSync(fd);
  }
}

/** The file, open and locked: the one of that name, and not one that its owner has just removed. */
async function take(path: string): Promise<number> {
  for (let tries = 1; ; ) {
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

function isAt(path: string, fd: number): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return there !== undefined && there.ino === fstatSync(fd).ino;
}

async function isTouched(path: string, watch: number): Promise<boolean> {
  const before = statSync(path).mtimeMs;
  await sleep(watch);
  return statSync(path).mtimeMs !== before;
}

/** @throws where this process owns the folder no longer: rather end than let two of them write to it */
function touch(path: string): void {
  try {
    if (readOwner(path)?.process === THIS_PROCESS) return utimesSync(path, new Date(), new Date());
  } catch {
    return; // The disk fails just now: the next write will tell.
  }
  throw new Error(`${path}: this process has lost its lock: another one took over while it was suspended, or the folder was removed; it stops here`);
}

/** What the lock says of its owner; null where that is not, or not yet, readable. */
function readOwner(path: string): Owner | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return ownerRecord.parse(JSON.parse(text));
  } catch {
    return null; // Its owner is about to write it.
  }
}

function locked(path: string, owner: Owner | null): LockedError {
  return new LockedError(`${dirname(path)}: another process is at work here (${describe(owner)}); wait until it ends, or stop it, and run again`);
}

function describe(owner: Owner | null): string {
  return owner === null ? 'its owner is not known yet' : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
}
