import type { RunRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';

/** Names of the artifacts that a trial uses and that are not there. */
export async function goneArtifacts(
  { inputs }: Pick<RunRecord, 'inputs'>,
  store: Pick<Store, 'artifacts'>,
): Promise<readonly string[]> {
  const there = new Set((await store.artifacts()).map(({ name }) => name));
  const used = Object.values(inputs).map(({ artifact }) => artifact);
  return [...new Set(used)].filter((name) => !there.has(name)).sort();
}
