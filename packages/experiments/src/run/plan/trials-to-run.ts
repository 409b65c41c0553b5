import type { ExperimentStore } from '@latent-paths/data';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import type { TrialJob } from '@latent-paths/trials/stages';
import { orderTrials, shuffleTrials, type OrderedTrial } from './order-trials.js';
import type { RunOptions } from './run-options.js';

/** The trials that a run is asked for, in its order, whether or not they have finished. */
export function chosenTrials(experiment: ResolvedExperiment, { arms, shuffle = false }: RunOptions): OrderedTrial[] {
  const all = shuffle ? shuffleTrials(experiment) : orderTrials(experiment);
  return arms === undefined ? all : all.filter(({ trial }) => arms.includes(trial.arm));
}

/** The trials that a run has to bring to their end: those that have not finished, or all where it begins anew. */
export async function trialsToRun(
  experiment: ResolvedExperiment,
  store: ExperimentStore,
  options: RunOptions,
): Promise<TrialJob[]> {
  const { fresh = false } = options;
  const jobs: TrialJob[] = [];
  for (const chosen of chosenTrials(experiment, options)) {
    const finished = !fresh && (await store.trial(chosen.trial.id).readRun())?.status === 'finished';
    if (!finished) jobs.push({ ...chosen, experiment: experiment.name, fresh });
  }
  return jobs;
}
