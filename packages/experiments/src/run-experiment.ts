import type { ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { estimator } from './plan/estimate.js';
import { machineName, readHistory } from './plan/history.js';
import type { ResolvedExperiment } from './resolve.js';
import { runJobs, type Outcome } from './run-jobs.js';
import type { RunOptions } from './run-options.js';
import { armSettings } from './settings.js';
import { sharesOf } from './shares.js';
import { compare } from './stages/compare.js';
import { machineOf, type StageContext } from './stages/context.js';
import { messageOf } from './stages/endings.js';
import { trialsToRun } from './trials-to-run.js';

/** What the report reads first. */
export function recordOf(experiment: ResolvedExperiment): ExperimentRecord {
  const settings = armSettings(experiment);
  const { name, file, question, baseline, metric, claims, changes } = experiment;
  return {
    version: 1,
    name,
    file,
    question,
    baseline,
    metric,
    changes: [...changes],
    seeds: [...experiment.seeds],
    claims: claims.map((claim) => ({ ...claim })),
    arms: experiment.arms.map((arm) => ({
      name: arm.name,
      trained: arm.trained,
      settings: settings.get(arm.name) ?? [],
      trials: arm.trials.map(({ id }) => id),
    })),
  };
}

/** Writes what the experiment is, as the report reads it first, and compares all trials that have finished. */
export async function conclude(experiment: ResolvedExperiment, store: ExperimentStore): Promise<void> {
  const record = recordOf(experiment);
  await store.writeExperiment(record);
  await compare(record, store);
}

/**
 * Runs the trials of an experiment that have not finished, then compares all that have, also where it was stopped.
 * What fails is recorded and, unless asked otherwise, leaves the others to run: one trial, or those that stand on a
 * VAE that cannot be trained.
 * @throws Stopped and LockedError, once every trial in hand has kept what it has
 */
export async function runExperiment(experiment: ResolvedExperiment, context: StageContext, options: RunOptions = {}): Promise<Outcome> {
  const store = context.store.experiment(experiment.name);
  await store.writeExperiment(recordOf(experiment));
  const jobs = await trialsToRun(experiment, store, options);
  const { timed } = await readHistory(experiment, context.store);
  const shares = sharesOf(jobs, estimator(timed, machineName(machineOf(context))));
  let outcome: Outcome;
  try {
    outcome = await runJobs(jobs, shares, context, options);
  } catch (error) {
    await conclude(experiment, store).catch((second: unknown) => context.display.say(`the comparison failed, too: ${messageOf(second)}`));
    throw error;
  }
  await conclude(experiment, store);
  return outcome;
}
