import { relative, sep } from 'node:path';
import type { LaunchStore, Store } from '@latent-paths/data';
import { artifactsOf } from '../run/plan/artifacts.js';
import { trialJobOf } from './launched-trial.js';

/**
 * What the jobs of a launch may need: its trials, and the artifacts that these use, also those that are not made yet.
 * Paths in the results folder, as a `Holding` has them.
 * @throws if its files cannot be read, or one of its trials has another identity by the code that runs
 */
export async function launchNeeds(launch: LaunchStore, store: Store): Promise<string[]> {
  const { experiment } = await launch.read();
  const files = store.experiment(experiment);
  const folders = (await launch.readTrials()).flatMap((one) => {
    const { trial } = trialJobOf(one, experiment, launch.folder);
    return [files.trial(trial.id), ...artifactsOf(trial.config, store).map(([, artifact]) => artifact)];
  });
  return folders.map(({ folder }) => relative(store.folder, folder).split(sep).join('/'));
}
