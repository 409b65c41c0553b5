import { broughtRecord, type BroughtRecord, type RunRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';

/** What the store holds of latents that were extracted elsewhere. */
export interface LoadedBrought {
  readonly artifact: string;
  readonly record: BroughtRecord;
}

/** The pools of brought latents that trials stand on, each once. @throws where a file of one is damaged */
export async function loadBrought(store: Store, runs: readonly RunRecord[]): Promise<LoadedBrought[]> {
  const names = new Set(runs.flatMap(({ inputs }) => inputs['pool']?.artifact ?? []));
  if (names.size === 0) return [];
  const artifacts = (await store.artifacts()).filter(({ name }) => names.has(name));
  const loaded = artifacts.map(async (artifact): Promise<LoadedBrought[]> => {
    const bytes = await artifact.readBytes('brought.json');
    if (bytes === null) return [];
    const record = broughtRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return [{ artifact: artifact.name, record }];
  });
  return (await Promise.all(loaded)).flat();
}
