import type { ExperimentRecord } from '@latent-paths/core';
import { withProgress } from '../progress.js';
import { projectionRecordOf, vaesOf } from '../analyses/projection/experiment-projections.js';
import { trialProjection } from '../analyses/projection/trial-projection.js';
import { Stopped, type StageContext } from './context.js';

/**
 * Measures whether P = E∘D is a projection, of each VAE under the finished trials of an experiment that asks for it,
 * and keeps what is found beside them, VAE by VAE: what has been measured before stays.
 * @throws Stopped if it was asked to, and whatever the measurement throws; what was measured until then is kept
 */
export async function measureProjections(record: ExperimentRecord, context: StageContext): Promise<void> {
  const { name, projection: sizes } = record;
  if (sizes === undefined) return;
  const vaes = await vaesOf(record, context.store);
  const found = vaes.map(({ measured }) => measured);
  for (const [i, { run, trial, inputs, artifact, measured }] of vaes.entries()) {
    if (measured !== null) continue;
    const label = `P of ${artifact}`;
    await withProgress(
      context.display,
      { kind: 'projection', label, total: 1, unit: { name: 'VAEs', size: 1 } },
      async (bar) => {
        const tell = () => {
          if (context.signal.aborted) throw new Stopped(`${label}, measuring stopped`);
        };
        found[i] = {
          inputs,
          artifact,
          trial: run.trial,
          ...(await trialProjection({ store: context.store, trial, run, ...sizes, engine: context.engine, tell })),
        };
        await context.store.experiment(name).writeProjection(projectionRecordOf(name, sizes, found));
        bar.finish();
      },
    );
  }
}
