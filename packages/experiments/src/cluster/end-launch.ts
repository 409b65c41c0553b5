import type { LaunchRecord } from '@latent-paths/core';
import { LockedError, mapAtOnce, type LaunchStore } from '@latent-paths/data';
import {
  explore,
  measureProjections,
  messageOf,
  recordFailure,
  recordLog,
  type StageContext,
  type TrialJob,
} from '@latent-paths/trials/stages';
import { publishComparison } from '../run/publish-comparison.js';
import { failureLines } from './failure-lines.js';
import { lastLines, tellingLine } from './last-lines.js';
import { trialJobOf } from './launched-trial.js';

/**
 * Ends a launch as a run ends: records on trials that failed, or whose process was killed, what it said last, compares
 * all that have finished, decodes pairs to explore, and measures P where that is asked for. @returns the ids of trials
 * that failed
 */
export async function endLaunch(
  record: LaunchRecord,
  launch: LaunchStore,
  context: StageContext,
): Promise<readonly string[]> {
  const store = context.store.experiment(record.experiment);
  const trials = new Map((await launch.readTrials()).map((one) => [one.id, one]));
  const elements = record.jobs
    .filter(({ kind }) => kind === 'trials')
    .flatMap(({ name, trials: ids }) => ids.map((id, index) => ({ id, log: launch.logPath(name, String(index)) })));
  const ends = await mapAtOnce(elements, async ({ id, log }) => {
    const said = lastLines(log);
    const run = await store.trial(id).readRun();
    const job = trialJobOf(trials.get(id)!, record.experiment, launch.folder);
    if (said !== null && (run === null || run.status === 'running'))
      return (await recordLoss(job, said, context)) ? [id] : [];
    if (run?.status !== 'failed') return [];
    if (said !== null) await recordLog(job, said, context);
    return [id];
  });
  const failed = ends.flat();
  for (const id of failed)
    for (const line of failureLines(id, await store.trial(id).readRun())) context.display.say(line);
  const compared = await publishComparison(store, context.display.say).catch((error: unknown) => {
    context.display.say(`the comparison failed: ${messageOf(error)}`);
    throw error;
  });
  if (compared !== null) {
    await explore(compared, context);
    await measureProjections(compared, context);
  }
  return failed;
}

/** Records that a job was killed, unless another process is at work on its trial by now. @returns whether it was */
async function recordLoss(job: TrialJob, said: readonly string[], context: StageContext): Promise<boolean> {
  try {
    await recordFailure(job, `its job ended early; its last line: ${tellingLine(said)}`, context, said);
    return true;
  } catch (error) {
    if (error instanceof LockedError) return false;
    throw error;
  }
}
