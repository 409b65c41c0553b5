import type { RunRecord } from '@latent-paths/core';
import type { Store, TrialStore } from '@latent-paths/data';
import { findTrial, type TrialName } from './find-trial.js';

/** A finished trial, its record and its files. */
export interface FinishedTrial extends TrialName {
  readonly run: RunRecord;
  readonly files: TrialStore;
}

/**
 * The finished trials among those that are named, by trial or by experiment. @throws UsageError if a name means
 * nothing
 */
export async function finishedTrials(names: readonly string[], store: Store): Promise<FinishedTrial[]> {
  const experiments = await store.experiments();
  const named: TrialName[] = [];
  for (const name of names) {
    if (!experiments.includes(name)) named.push(await findTrial(name, store));
    else {
      const record = await store.experiment(name).readExperiment();
      named.push(...(record?.arms ?? []).flatMap(({ trials }) => trials.map((trial) => ({ experiment: name, trial }))));
    }
  }
  const finished: FinishedTrial[] = [];
  for (const one of named) {
    const files = store.experiment(one.experiment).trial(one.trial);
    const run = await files.readRun();
    if (run?.status === 'finished') finished.push({ ...one, run, files });
  }
  return finished;
}
