import { type RunRecord, UsageError } from '@latent-paths/core';
import type { Store, TrialStore } from '@latent-paths/data';
import { finishedPath, type FinishedPath } from '@latent-paths/trials/evaluation';
import { findTrial, fullName, type TrialName } from './find-trial.js';

/** A finished trial whose path leads between any two latents. */
export interface InterpolatableTrial {
  readonly name: TrialName;
  readonly run: RunRecord;
  readonly files: TrialStore;
  readonly finished: FinishedPath;
}

/**
 * Reads the one trial that a command was given. @throws UsageError if it is not one, has not finished, or its path
 * is solved for
 */
export async function interpolatableTrial(
  command: string,
  names: readonly string[],
  store: Store,
): Promise<InterpolatableTrial> {
  const [given, ...more] = names;
  if (given === undefined || more.length > 0)
    throw new UsageError(
      `${command}: expected the name of one trial, got ${names.length}; latent-paths list names them`,
    );
  const name = await findTrial(given, store);
  const files = store.experiment(name.experiment).trial(name.trial);
  const run = await files.readRun();
  if (run?.status !== 'finished')
    throw new UsageError(
      `${command}: expected a finished trial, got ${fullName(name)}, which is ${run?.status ?? 'not begun'}; run ` +
        'its experiment to the end',
    );
  const finished = await finishedPath({ store, trial: files, run });
  if (finished.path.solve !== undefined) {
    throw new UsageError(
      `${command}: expected a path that a formula or a network gives, got ${fullName(name)}, whose path ` +
        `(${finished.config.path.kind}) is solved for pair by pair; ` +
        'its scored pairs are in frames.arrow and points.arrow of its folder, and latent-paths list ' +
        `${name.experiment} --columns trial,path.kind names other trials`,
    );
  }
  return { name, run, files, finished };
}
