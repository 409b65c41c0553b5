import type { ArtifactStore } from '@latent-paths/data';

/** Makes an artifact where it is not there yet, in one process at a time. @throws LockedError where another process makes it */
export async function ensure(artifact: ArtifactStore, make: () => Promise<void>): Promise<void> {
  if (await artifact.isFinished()) return;
  const release = await artifact.lock();
  try {
    if (!(await artifact.isFinished())) await make();
  } finally {
    await release();
  }
}
