/**
 * How a lock changes hands where the system's locks do not tell: on file systems that other machines share.
 *
 * No two clocks are compared: a process measures durations by its own, and of a file's times it asks only whether they
 * changed. What a machine sees of the file may be `CACHE` old.
 */

/** Milliseconds for which an NFS client may show what it remembers of a file: `acregmax` and `acdirmax` of nfs(5). */
export const CACHE = 60_000;
/** Milliseconds for which a server that starts again lets nobody write: the grace period of Linux's NFS server. */
const GRACE = 90_000;
/** Milliseconds between two looks at a file. */
const LOOK = 5_000;
/** Milliseconds between a look at the file and a claim, for which the claim counts at once. */
export const HASTE = 10_000;

/**
 * Milliseconds without any change of the file, after which its owner counts as ended. An owner touches it every two
 * seconds; nobody may see that for as long as the server starts again, and then a cache shows it.
 */
export const SILENCE = CACHE + GRACE;
/**
 * Milliseconds from a claim on another machine's lock until it counts. Whoever acts at once looked when it could not
 * yet see the claim (`CACHE`) and wrote soon after (`HASTE`); `CACHE` later that is seen here. And an owner that lives
 * after all sees the claim within `CACHE`, and writes nothing from then on.
 */
export const SETTLING = 2 * CACHE + 2 * HASTE;
/** Milliseconds in which an owner on this machine that has made the file writes its name. */
const NAMING = 250;

/** What a look at a lock's file shows. */
export interface Sight {
  /** Text that is another one once anything about the file is. */
  readonly stamp: string;
  /** The name of the claim that stands in it; null if it is not readable. */
  readonly claim: string | null;
  /**
   * What the system's lock, which this process has, tells of the owner: it has `ended`, it may be `elsewhere`, or it is
   * one of this machine that has not written its name yet (`unnamed`).
   */
  readonly owner: 'ended' | 'elsewhere' | 'unnamed';
}

/** A lock's file, open, and locked by this process where the system keeps locks. */
export interface ClaimedFile {
  /** Whether this process made it: of all that try, on any machine, one does. */
  readonly isNew: boolean;
  /** This process's own claim. */
  readonly claim: string;
  /** Null where the file is gone, or another one has its name. */
  look(): Sight | null | Promise<Sight | null>;
  /** Writes this process's claim to the file. */
  write(): void | Promise<void>;
}

export interface LockClock {
  /** Monotonic milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/**
 * Makes a lock this process's own, if its owner has ended. `lives`: it has not. `gone`: the file is no longer there, or
 * another one was faster: to be tried again from the start.
 * @param onWait called before it waits for an owner on another machine
 */
export async function claimLock(
  file: ClaimedFile,
  clock: LockClock,
  onWait: () => void,
): Promise<'mine' | 'lives' | 'gone'> {
  const began = clock.now();
  const first = await file.look();
  if (first === null) return 'gone';
  const end = file.isNew ? 'ended' : await waitFor(file, first, clock, onWait);
  if (end === 'lives' || end === 'gone') return end;
  await file.write();
  if (end === 'ended' && clock.now() - began <= HASTE) return 'mine';
  await clock.sleep(SETTLING);
  return (await file.look())?.claim === file.claim ? 'mine' : 'gone';
}

/** Looks at a file until nothing has changed for long enough, or what changes shows that its owner lives. */
async function waitFor(
  file: ClaimedFile,
  first: Sight,
  clock: LockClock,
  onWait: () => void,
): Promise<'ended' | 'silent' | 'lives' | 'gone'> {
  if (first.owner === 'elsewhere') onWait();
  let seen = first;
  let since = clock.now();
  let changes = 0;
  while (clock.now() - since < patienceFor(seen)) {
    await clock.sleep(Math.min(LOOK, patienceFor(seen)));
    const next = await file.look();
    if (next === null) return 'gone';
    if (next.stamp === seen.stamp) continue;
    // The first change may be an old one that a cache has hidden so far.
    changes = next.claim === seen.claim ? changes + 1 : 0;
    if (changes === 2) return 'lives';
    seen = next;
    since = clock.now();
  }
  return seen.owner === 'elsewhere' ? 'silent' : 'ended';
}

function patienceFor({ owner }: Sight): number {
  return { ended: 0, elsewhere: SILENCE, unnamed: NAMING }[owner];
}
