import type { ArtifactStore } from '@latent-paths/data';
import type { StageContext } from './context.js';
import { whileHeld } from './while-held.js';

/**
 * Makes an artifact where it is not there yet, in one process at a time. The context that `make` is given is asked to
 * stop, too, where the lock is lost. @throws LockedError if another process makes it; LockLostError where the lock
 * was lost
 */
export async function ensure(
  artifact: ArtifactStore,
  context: StageContext,
  make: (context: StageContext) => Promise<void>,
): Promise<void> {
  if (await artifact.isFinished()) return;
  await whileHeld(artifact, context, async (stoppable) => {
    if (!(await artifact.isFinished())) await make(stoppable);
  });
}
