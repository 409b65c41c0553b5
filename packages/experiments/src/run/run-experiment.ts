import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import { machineOf, measureProjections, messageOf, type StageContext } from '@latent-paths/trials/stages';
import { existsSync } from 'node:fs';
import { publishComparison, recordFor } from './publish-comparison.js';
import { estimator } from './plan/estimate.js';
import { machineName, readHistory } from './plan/history.js';
import { runJobs, type Outcome } from './run-jobs.js';
import type { RunOptions } from './plan/run-options.js';
import { sharesOf } from './shares.js';
import { trialsToRun } from './plan/trials-to-run.js';

/**
 * Runs the trials of an experiment that have not finished, then compares all that have, also where it was stopped, and
 * measures the P of their VAEs where the experiment asks for it.
 * What fails is recorded and, unless asked otherwise, leaves the others to run: one trial, or those that stand on a
 * VAE that cannot be trained.
 * @throws Stopped, LockedError and LockLostError, once every trial in hand has kept what it has
 */
export async function runExperiment(
  experiment: ResolvedExperiment,
  context: StageContext,
  options: RunOptions = {},
): Promise<Outcome> {
  const store = context.store.experiment(experiment.name);
  await store.writeExperiment(await recordFor(experiment, store));
  const jobs = await trialsToRun(experiment, store, options);
  const { timed } = await readHistory(experiment, context.store);
  const shares = sharesOf(jobs, estimator(timed, machineName(machineOf(context))));
  let outcome: Outcome;
  try {
    outcome = await runJobs(jobs, shares, context, options);
  } catch (error) {
    // A folder that was removed meanwhile stays so.
    if (existsSync(store.folder))
      await publishComparison(experiment, store).catch((second: unknown) =>
        context.display.say(`the comparison failed, too: ${messageOf(second)}`),
      );
    throw error;
  }
  await publishComparison(experiment, store);
  await measureProjections(await recordFor(experiment, store), context);
  return outcome;
}
