import type { LaunchRecord } from '@latent-paths/core';
import type { LaunchStore } from '@latent-paths/data';
import {
  explore,
  measureProjections,
  messageOf,
  recordFailure,
  recordLog,
  type StageContext,
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
  const failed: string[] = [];
  const trials = new Map((await launch.readTrials()).map((one) => [one.id, one]));
  for (const { name, trials: ids } of record.jobs.filter(({ kind }) => kind === 'trials')) {
    for (const [index, id] of ids.entries()) {
      const files = store.trial(id);
      const said = lastLines(launch.logPath(name, String(index)));
      const run = await files.readRun();
      const isLost = said !== null && (run === null || run.status === 'running') && (await files.owner()) === null;
      const job = () => trialJobOf(trials.get(id)!, record.experiment, launch.folder);
      if (isLost) await recordFailure(job(), `its job ended early; its last line: ${tellingLine(said)}`, context, said);
      else if (said !== null && run?.status === 'failed') await recordLog(job(), said, context);
      if (isLost || run?.status === 'failed') failed.push(id);
    }
  }
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
