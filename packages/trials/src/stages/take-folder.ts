import type { LockWaiting, Release } from '@latent-paths/data';
import type { Display } from '../progress.js';
import { Stopped } from './context.js';

/** A folder of the store that one process has at a time. */
export interface Lockable {
  lock(waiting?: LockWaiting): Promise<Release>;
}

/**
 * Takes a folder, and says so where that waits for a process on another machine. @throws LockedError if another process
 * has it; Stopped where this one was asked to stop meanwhile
 */
export async function takeFolder(
  folder: Lockable,
  { display, signal }: { readonly display: Pick<Display, 'say'>; readonly signal: AbortSignal },
): Promise<Release> {
  try {
    return await folder.lock({ onWait: display.say, signal });
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw new Stopped('waiting for another machine stopped');
    throw error;
  }
}
