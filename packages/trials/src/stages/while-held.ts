import type { Display } from '../progress.js';
import type { StageContext } from './context.js';
import { takeFolder, type Lockable } from './take-folder.js';

/**
 * Works in a folder that this process has taken, and gives it back. `display` says where that waits for another
 * machine. Where the lock is lost meanwhile, the work is asked to stop as by a signal, and so ends with what it may
 * still keep.
 * @throws LockedError if another process has the folder; LockLostError where the lock was lost; else what `work`
 *   throws
 */
export async function whileHeld(
  folder: Lockable,
  context: StageContext,
  work: (stoppable: StageContext) => Promise<void>,
  display: Pick<Display, 'say'> = context.display,
): Promise<void> {
  const release = await takeFolder(folder, { display, signal: context.signal });
  try {
    await work({ ...context, signal: AbortSignal.any([context.signal, release.lost]) });
  } catch (error) {
    throw release.lost.aborted ? release.lost.reason : error;
  } finally {
    await release();
  }
}
