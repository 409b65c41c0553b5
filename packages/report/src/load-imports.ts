import { importRecord, type ImportRecord, type RunRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';

/** What the store holds of a VAE that others trained. */
export interface LoadedImport {
  readonly artifact: string;
  readonly record: ImportRecord;
  /** A PNG: pictures above what comes back of them; null if it is not there. */
  readonly strip: Uint8Array | null;
}

const STAGE = 'vae-import-';

/** The imported VAEs that trials use, each once. @throws if a file of one is damaged */
export async function loadImports(store: Store, runs: readonly RunRecord[]): Promise<LoadedImport[]> {
  const names = new Set(runs.flatMap(({ inputs }) => inputs['vae']?.artifact ?? []));
  const wanted = [...names].filter((name) => name.startsWith(STAGE));
  if (wanted.length === 0) return [];
  const artifacts = (await store.artifacts()).filter(({ name }) => wanted.includes(name));
  const loaded = artifacts.map(async (artifact): Promise<LoadedImport[]> => {
    const bytes = await artifact.readBytes('import.json');
    if (bytes === null) return [];
    const record = importRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return [{ artifact: artifact.name, record, strip: await artifact.readBytes('strip.png') }];
  });
  return (await Promise.all(loaded)).flat();
}
