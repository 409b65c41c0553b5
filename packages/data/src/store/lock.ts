import { ExplainedError, EXIT } from '@latent-paths/core';
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, removeTemporaries } from './atomic.js';
import { beat } from './lock-beat.js';
import { claimLock, type LockClock, type Sight } from './lock-claim.js';
import { inodeOf, lockOn, lookAt, makeLock, openLock, writeClaim, type LockFile, type LockLook } from './lock-file.js';
import { LockLostError } from './lock-lost-error.js';
import { describeOwner, parseOwner, type Owner } from './lock-owner.js';
import { isToldByLock, machineHere, placeOf, type Machine, type Place } from './lock-place.js';
import { describeLoss, describeWait } from './lock-words.js';
import { isGone, isMissing, storageError } from './storage-error.js';

/** Gives a lock back. */
export interface Release {
  (): Promise<void>;
  /**
   * Aborted, with a LockLostError, once `.lock` is not the inode that is held, or another claim stands in it: whoever
   * works in the folder is to end. A text that cannot be read is no reason.
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
/** Who only asks for a lock's owner holds it for a moment: that is waited for. */
const TRIES = 5;
const PAUSE = 50;

/** What whoever takes a lock hears while it waits for an owner on another machine. */
export interface LockWaiting {
  /** Called with for whom it waits, for how long, and how not to wait. */
  readonly onWait?: (words: string) => void;
  /** Ends the wait, with an AbortError. */
  readonly signal?: AbortSignal;
}

export interface LockOptions extends LockWaiting {
  readonly clock?: LockClock;
  /** Where this process runs. */
  readonly machine?: Machine;
  /** Milliseconds between touches, and between looks at the lock. */
  readonly pause?: number;
}

/** A lock's file that holds this process's claim. */
interface Held {
  readonly fd: number;
  readonly claim: string;
  readonly place: Place;
  /** Ends the touches. */
  readonly silence: () => void;
}

/**
 * Takes a folder for this process alone, makes it where there is none, and removes the temporary files that a killed
 * process left.
 *
 * The lock is the system's, on the file `.lock`: it ends with the process that holds it, however that ends, and under
 * one kernel it decides at once. Some file systems keep no locks between machines, or none at all. So an owner on
 * another machine is watched, and has ended once its file has not changed for `SILENCE`; see lock-claim.ts.
 * @throws LockedError if another process has it; StorageError where the folder cannot be written; where `.lock` is a
 * link
 */
export async function lockFolder(folder: string, options: LockOptions = {}): Promise<Release> {
  const path = join(folder, LOCK);
  const { pause = BEAT, machine = machineHere(), onWait = () => undefined, signal } = options;
  const { clock = { now: () => performance.now(), sleep: (time) => sleep(time, undefined, { signal }) } } = options;
  let held: Held | undefined;
  try {
    await makeFolder(folder);
    held = await own(path, { clock, machine, onWait, pause });
    await removeTemporaries(folder);
  } catch (error) {
    if (held !== undefined) await giveBack(path, held);
    throw storageError(path, error);
  }
  return keep(path, held, pause);
}

/** A lock that is held, looked at every `pause` milliseconds, and before every write that asks. */
function keep(path: string, taken: Held, pause: number): Release {
  const loss = new AbortController();
  let held = taken;
  let isRetaken = false;
  let isReleased = false;

  const look = (): void => {
    if (isReleased || (loss.signal.aborted && !isRetaken) || isHeld(path, held)) return;
    const error = new LockLostError(describeLoss(path));
    held.silence();
    const again = makeLock(path, held.claim, held.place);
    isRetaken = again !== null && !loss.signal.aborted;
    if (again !== null) {
      closeSync(held.fd);
      held = { ...held, fd: again, silence: beat(path, fstatSync(again).ino, pause) };
    }
    loss.abort(error);
  };
  const timer = setInterval(look, pause).unref();

  const release = async (): Promise<void> => {
    isReleased = true;
    clearInterval(timer);
    await giveBack(path, held);
  };
  const check = (): void => {
    look();
    if (loss.signal.aborted && !isRetaken) throw loss.signal.reason;
  };
  return Object.assign(release, { lost: loss.signal, isRetaken: () => isRetaken, check });
}

/** Who is at work in a folder, or may be on another machine, in words; null if nobody is. */
export async function folderOwner(folder: string, machine: Machine = machineHere()): Promise<string | null> {
  const path = join(folder, LOCK);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(path, error);
  }
  try {
    const lock = lockOn(fd, machine, { shared: true });
    const owner = parseOwner(readFileSync(fd, 'utf8'));
    if (lock === 'another') return describeOwner(owner);
    if (owner === null || (lock === 'mine' && isToldByLock(owner, placeOf(path, fd, machine)))) return null;
    return `${describeOwner(owner)}, as far as can be seen from another machine`;
  } finally {
    closeSync(fd);
  }
}

type OwnOptions = Required<Pick<LockOptions, 'clock' | 'machine' | 'onWait' | 'pause'>>;

/** The file, open, locked and with this process's claim in it, once nobody else has it. */
async function own(path: string, options: OwnOptions): Promise<Held> {
  for (let round = 0; round < TRIES; round++) {
    const file = openLock(path, options.machine);
    const held = file && (await claimed(path, file, options));
    if (held !== null) return held;
    await sleep(PAUSE);
  }
  throw locked(path, lookAt(path)?.owner ?? null);
}

/** Claims an open file; null, and the file closed, where it is gone or another one's. */
async function claimed(path: string, file: LockFile, options: OwnOptions): Promise<Held | null> {
  const { fd, lock, isNew } = file;
  const written: Held[] = [];
  let isMine = false;
  try {
    if (lock === 'another') return null;
    const place = placeOf(path, fd, options.machine);
    const claim = randomUUID();
    let owner: Owner | null = null;
    const look = (): Sight | null => {
      const found = lookAt(path);
      if (found === null || found.inode !== inodeOf(fd)) return null;
      owner = found.owner;
      return sightOf(found, lock, place);
    };
    const write = (): void => {
      writeClaim(fd, claim, place);
      written.push({ fd, claim, place, silence: beat(path, fstatSync(fd).ino, options.pause) });
    };
    const onWait = () => options.onWait(describeWait(path, owner));
    const end = await claimLock({ isNew, claim, look, write }, options.clock, onWait);
    if (end === 'lives') throw locked(path, owner);
    isMine = end === 'mine';
    return isMine ? written[0]! : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  } finally {
    if (!isMine && written.length > 0) await giveBack(path, written[0]!);
    else if (!isMine) closeSync(fd);
  }
}

function sightOf({ stamp, owner }: LockLook, lock: LockFile['lock'], place: Place): Sight {
  const claim = owner?.process ?? null;
  if (lock === 'none') return { stamp, claim, owner: 'elsewhere' };
  if (owner === null) return { stamp, claim, owner: place.ownDisk ? 'unnamed' : 'elsewhere' };
  return { stamp, claim, owner: isToldByLock(owner, place) ? 'ended' : 'elsewhere' };
}

/** Ends a lock. A file that cannot be removed is no lock: the lock ends here. Another one's is left alone. */
async function giveBack(path: string, held: Held): Promise<void> {
  held.silence();
  if (isHeld(path, held)) await rm(path, { force: true }).catch(() => undefined);
  closeSync(held.fd);
}

/**
 * Whether `.lock` is the inode that is held, and no other claim stands in it, as far as the disk tells: where it fails,
 * the next write will tell.
 */
function isHeld(path: string, { fd, claim }: Held): boolean {
  try {
    const found = lookAt(path);
    if (found === null || found.inode !== inodeOf(fd)) return false;
    return found.owner === null || found.owner.process === claim;
  } catch {
    return true;
  }
}

function locked(path: string, owner: Owner | null): LockedError {
  return new LockedError(
    `${dirname(path)}: another process is at work here (${describeOwner(owner)}); wait until it ends, or stop it, ` +
      'and run again',
  );
}
