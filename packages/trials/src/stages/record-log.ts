import type { StageContext } from './context.js';
import { storeOf, type TrialJob } from './trial-job.js';

/** Keeps what its process wrote last beside a trial's last failure, if the trial failed and has no such lines yet. */
export async function recordLog(
  job: Pick<TrialJob, 'experiment' | 'trial'>,
  log: readonly string[],
  context: Pick<StageContext, 'store'>,
): Promise<void> {
  const store = storeOf(job, context);
  const release = await store.lock();
  try {
    const run = await store.readRun();
    const last = run?.failures.at(-1);
    if (run?.status !== 'failed' || last === undefined || last.log !== undefined) return;
    await store.writeRun({ ...run, failures: [...run.failures.slice(0, -1), { ...last, log: [...log] }] });
  } finally {
    await release();
  }
}
