import { fstatSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { tryLock } from 'fs-native-extensions';
import { isOwnDisk } from './own-disk.js';
import type { Owner } from './lock-owner.js';

/** A machine, as long as it runs. */
export interface Machine {
  readonly host: string;
  /** The name that Linux gives to each start of a kernel; null elsewhere. */
  readonly boot: string | null;
  /** Its system's lock on an open file, until it is closed: false where another one that is open has it. */
  tryLock(fd: number, options?: { readonly shared: boolean }): boolean;
}

/** How a process sees a lock's file. */
export interface Place extends Machine {
  readonly device: number;
  /** Whether the file is on a disk of this machine alone. */
  readonly ownDisk: boolean;
}

let boot: string | null | undefined;

export function machineHere(): Machine {
  if (boot === undefined) {
    // Linux alone has this file.
    boot = process.platform === 'linux' ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : null;
  }
  return { host: hostname(), boot, tryLock };
}

export function placeOf(path: string, fd: number, machine: Machine): Place {
  return { ...machine, device: fstatSync(fd).dev, ownDisk: isOwnDisk(path) };
}

/**
 * Whether the system's lock on this file tells all of its owner: whoever has the lock then knows that the owner has
 * ended. So it is under one kernel, where both see the file on one device, and where both see a disk of their own
 * machine, which can be but one.
 */
export function isToldByLock(owner: Owner, here: Place): boolean {
  const sawOwnDisk = owner.ownDisk ?? owner.host === here.host;
  if (sawOwnDisk && here.ownDisk) return true;
  const isOneKernel = here.boot === null ? owner.host === here.host : owner.boot === here.boot;
  return isOneKernel && owner.device === here.device;
}
