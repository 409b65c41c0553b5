import type { ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { compare } from '@latent-paths/trials/stages';

/**
 * Compares all finished trials of the experiment as it is recorded now: another run may have added seeds or arms
 * meanwhile. Resolves to that record; to null if the folder was removed, which stays so. `tell` is called before a
 * comparison is made.
 */
export async function publishComparison(
  store: ExperimentStore,
  tell?: (line: string) => void,
): Promise<ExperimentRecord | null> {
  const record = await store.readExperiment();
  if (record !== null) await compare(record, store, tell);
  return record;
}
