import type { LaunchedTrials } from '@latent-paths/core';
import { formatTrial, parseTrial, trialHash } from '@latent-paths/specification/trial';
import type { TrialJob } from '@latent-paths/trials/stages';

type LaunchedTrial = LaunchedTrials['trials'][number];

/** A trial as a launch keeps it. */
export function launchedTrial({ trial, trained, label, fresh }: TrialJob): LaunchedTrial {
  const { config, ...named } = trial;
  return { ...named, point: { ...named.point }, trained, label, fresh, spec: formatTrial(config) };
}

/**
 * The trial of a launch, to be brought to its end. @throws if its identity is another one by the code that runs
 */
export function trialJobOf(one: LaunchedTrial, experiment: string, where: string): TrialJob {
  const { spec, trained, label, fresh, ...named } = one;
  const config = parseTrial(spec, `${where}, ${one.id}`);
  const hash = trialHash(config, one.seed);
  if (hash !== one.hash)
    throw new Error(`${where}, ${one.id}: expected the identity ${one.hash}, got ${hash}; launch the experiment again`);
  return { experiment, trial: { ...named, config }, trained, label, fresh };
}
