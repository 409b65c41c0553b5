import { formatTrial } from '@latent-paths/specification/trial';
import type { StageContext } from './context.js';
import { hasBegun, recordsOf } from './run-record.js';
import { takeFolder } from './take-folder.js';
import { storeOf, type TrialJob } from './trial-job.js';

/**
 * Records on a trial what kept it from its end where it could not do so itself: what it uses could not be made, or
 * its process died; `log` holds that one's last lines. One that has finished before keeps its record.
 */
export async function recordFailure(
  job: TrialJob,
  message: string,
  context: StageContext,
  log?: readonly string[],
): Promise<void> {
  const store = storeOf(job, context);
  const release = await takeFolder(store, context);
  try {
    const before = await store.readRun();
    if (before?.status === 'finished') return;
    if (!hasBegun(before)) await store.writeSpec(formatTrial(job.trial.config));
    const step = (await store.readMetrics().catch(() => [])).at(-1)?.step ?? 0;
    const records = recordsOf(job, before, context);
    await store.writeRun(records.failed(before ?? records.started({}, undefined), step, message, log));
  } finally {
    await release();
  }
}
