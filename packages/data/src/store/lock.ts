import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, lock } from 'proper-lockfile';
import { z } from 'zod';
import { readIfThere, removeTemporaries, writeAtomic } from './atomic.js';
import { parseRecord } from './record-file.js';

/** Gives a lock back. */
export type Release = () => Promise<void>;

/** Another process is at work in the folder. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

const ownerRecord = z.strictObject({ pid: z.int(), host: z.string(), process: z.string(), since: z.string() });
type Owner = z.infer<typeof ownerRecord>;

/** Tells this process from an earlier one that had the same pid. */
const THIS_PROCESS = randomUUID();

/** Milliseconds. A training step may keep the event loop, and so the updates, waiting for a second or two. */
const UPDATE = 1_000;
/** Silence after which a lock is taken over from an owner of whom nothing is known, on another machine say. */
const STALE = 30_000;
/** The same, where the owner's process is known to be gone. */
const STALE_DEAD = 4_000;
const RETRY = 200;

/**
 * Takes a folder for this process alone, makes it where there is none, and removes the temporary files that a
 * killed process left. The lock of a process that was killed on this machine is recovered within seconds.
 * @throws LockedError where another process has it
 */
export async function lockFolder(folder: string): Promise<Release> {
  await mkdir(folder, { recursive: true });
  const release = await acquire(folder);
  const owner = join(folder, OWNER);
  await writeAtomic(owner, JSON.stringify({ pid: process.pid, host: hostname(), process: THIS_PROCESS, since: new Date().toISOString() } satisfies Owner));
  await removeTemporaries(folder);
  return async () => {
    await rm(owner, { force: true });
    await release();
  };
}

/** Who is at work in a folder, in words; null where nobody is, or where only the lock of a killed process is left. */
export async function folderOwner(folder: string): Promise<string | null> {
  if (!existsSync(folder)) return null;
  const owner = await readOwner(folder);
  const stale = owner !== null && isGone(owner) ? STALE_DEAD : STALE;
  return (await check(folder, { lockfilePath: join(folder, LOCK), stale })) ? describeOwner(owner) : null;
}

const OWNER = '.owner.json';
const LOCK = '.lock';

async function acquire(folder: string): Promise<Release> {
  for (let waited = 0; ; waited += RETRY) {
    const stale = waited === 0 ? STALE : STALE_DEAD;
    try {
      return await lock(folder, { lockfilePath: join(folder, LOCK), stale, update: UPDATE, onCompromised: (error) => lost(folder, error) });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
    }
    const owner = await readOwner(folder);
    // A lock that stays fresh has a living owner, whatever its pid says: it may run in another container.
    if (owner === null || !isGone(owner) || waited > STALE_DEAD + 2 * UPDATE) {
      throw new LockedError(`${folder}: another process is at work here (${describeOwner(owner)}); wait until it ends, or stop it, and run again`);
    }
    await sleep(RETRY);
  }
}

function describeOwner(owner: Owner | null): string {
  return owner === null ? 'its owner is not known yet' : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
}

async function readOwner(folder: string): Promise<Owner | null> {
  const path = join(folder, OWNER);
  const text = await readIfThere(path);
  return text === null ? null : parseRecord(path, ownerRecord, text.toString('utf8'));
}

/** Whether the owner was a process of this machine that is no more. */
function isGone(owner: Owner): boolean {
  if (owner.host !== hostname() || owner.process === THIS_PROCESS) return false;
  if (owner.pid === process.pid) return true;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** Ends the process rather than let two of them write to one folder. */
function lost(folder: string, error: Error): never {
  throw new Error(`${folder}: its lock is gone: another process took over while this one was suspended, or the folder was removed; this one stops here`, { cause: error });
}
