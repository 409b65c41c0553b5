import { openPool } from '../../src/pool/pool.js';
import { openStore } from '../../src/run-store.js';
import { INPUTS } from './life.js';

/** What every reader of a results folder gives, by its name, or the error that it throws. */
export async function readAll(results: string): Promise<Record<string, unknown>> {
  const store = openStore(results);
  const experiment = store.experiment('x');
  const trial = experiment.trial('abc');
  const [vae, pool] = [store.artifact('vae', INPUTS), store.artifact('pool', INPUTS)];
  const readers: Record<string, () => Promise<unknown>> = {
    experiment: () => experiment.readExperiment(),
    run: () => trial.readRun(),
    spec: () => trial.readSpec(),
    metrics: () => trial.readMetrics(),
    checkpoint: async () => (await trial.readCheckpoint())?.bytes,
    points: () => trial.readTable('points.arrow'),
    summary: () => trial.readSummary(),
    vaeManifest: () => vae.readManifest(),
    vaeCheckpoint: async () => (await vae.readCheckpoint())?.bytes,
    weights: () => vae.readBytes('weights.safetensors'),
    poolManifest: () => pool.readManifest(),
    pool: async () => {
      const opened = await openPool(await pool.checkedPath('train.arrow'));
      try {
        return [opened.metadata, await opened.rows(0, opened.count), await opened.indices()];
      } finally {
        opened.close();
      }
    },
  };
  const read = Object.entries(readers).map(
    async ([name, reader]) => [name, await reader().catch((error: unknown) => error)] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}
