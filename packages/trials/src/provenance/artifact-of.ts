import type { RunRecord } from '@latent-paths/core';
import type { ArtifactStore, Store } from '@latent-paths/data';

/** The artifact of a stage that a trial uses. @throws if it is gone */
export async function artifactOf(
  stage: string,
  store: Store,
  { trial, inputs }: Pick<RunRecord, 'trial' | 'inputs'>,
): Promise<ArtifactStore> {
  const name = inputs[stage]?.artifact;
  const found = (await store.artifacts()).find((artifact) => artifact.name === name);
  if (found === undefined)
    throw new Error(`${trial}: expected the artifact ${name ?? stage}, found none; run its experiment again`);
  return found;
}
