import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isMissing } from './storage-error.js';

const ownerRecord = z.strictObject({ pid: z.int(), host: z.string(), process: z.string(), since: z.string() });

/** What a lock's file says of the process that holds it. */
export type Owner = z.infer<typeof ownerRecord>;

const THIS_PROCESS = randomUUID();

/** The text by which this process names itself in a lock. */
export function ownerHere(): string {
  return JSON.stringify({
    pid: process.pid,
    host: hostname(),
    process: THIS_PROCESS,
    since: new Date().toISOString(),
  } satisfies Owner);
}

/** What the lock says of its owner; null if that is not, or not yet, readable. */
export function readOwner(path: string): Owner | null {
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

export function describeOwner(owner: Owner | null): string {
  return owner === null ? 'its owner is not known yet' : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
}
