import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import { explore, machineOf, measureProjections, messageOf, type StageContext } from '@latent-paths/trials/stages';
import { publishComparison } from './publish-comparison.js';
import { estimator } from './plan/estimate.js';
import { machineName, readHistory } from './plan/history.js';
import { recordExperiment } from './record-experiment.js';
import { runJobs, type Outcome } from './run-jobs.js';
import type { RunOptions } from './plan/run-options.js';
import { type CoreShares, shareCores } from './share-cores.js';
import { sharesOf } from './shares.js';
import { trialsToRun } from './plan/trials-to-run.js';

/** Called before the first trial, with how many are to run and how they share the cores. */
export type OnStart = (trials: number, cores: CoreShares) => void;

/**
 * Runs the trials of an experiment that have not finished, then compares all that have, also where it was stopped,
 * decodes pairs for a reader to explore, and measures the P of their VAEs where the experiment asks for it.
 * What fails is recorded and, unless asked otherwise, leaves the others to run: one trial, or those that use a VAE that
 * cannot be trained.
 * @throws Stopped, LockedError and LockLostError, once every trial in hand has kept what it has
 */
export async function runExperiment(
  experiment: ResolvedExperiment,
  context: StageContext,
  { onStart, ...options }: RunOptions & { readonly onStart?: OnStart } = {},
): Promise<Outcome> {
  const store = context.store.experiment(experiment.name);
  await recordExperiment(experiment, store);
  const jobs = await trialsToRun(experiment, store, options);
  const cores = shareCores(context.engine.threads, { ...options, trials: jobs.length });
  onStart?.(jobs.length, cores);
  const { timed } = await readHistory(experiment, context.store);
  const weights = sharesOf(jobs, estimator(timed, machineName(machineOf(context))));
  let outcome: Outcome;
  try {
    outcome = await runJobs(jobs, context, { cores, weights, failFast: options.failFast });
  } catch (error) {
    await publishComparison(store, context.display.say).catch((second: unknown) =>
      context.display.say(`the comparison failed, too: ${messageOf(second)}`),
    );
    throw error;
  }
  const record = await publishComparison(store, context.display.say);
  if (record !== null) {
    await explore(record, context);
    await measureProjections(record, context);
  }
  return outcome;
}
