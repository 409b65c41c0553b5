import { z } from 'zod';

const ownerRecord = z.strictObject({
  pid: z.int(),
  host: z.string(),
  /** A random name of this claim: no two are the same. */
  process: z.string(),
  since: z.string(),
  /** The kernel that the owner runs under, the device of the file, and whether it is a disk of its own machine. */
  boot: z.string().nullable().optional(),
  device: z.number().optional(),
  ownDisk: z.boolean().optional(),
});

/** What a lock's file says of the process that holds it; versions before 0.3 did not say what it sees. */
export type Owner = z.infer<typeof ownerRecord>;

/** How an owner sees its file. */
type Seen = Required<Pick<Owner, 'host' | 'boot' | 'device' | 'ownDisk'>>;

/** The text by which this process names itself in a lock. @param claim a name that no other claim has */
export function ownerHere(claim: string, { host, boot, device, ownDisk }: Seen): string {
  return JSON.stringify({
    pid: process.pid,
    host,
    process: claim,
    since: new Date().toISOString(),
    boot,
    device,
    ownDisk,
  } satisfies Owner);
}

/** What a lock's text says of its owner; null if that is not, or not yet, readable. */
export function parseOwner(text: string): Owner | null {
  try {
    return ownerRecord.parse(JSON.parse(text));
  } catch {
    return null; // Its owner is about to write it, or was killed in the midst of it.
  }
}

export function describeOwner(owner: Owner | null): string {
  return owner === null ? 'its owner is not known yet' : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
}
