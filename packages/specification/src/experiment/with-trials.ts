import { shortHash } from '@latent-paths/core';
import type { ArmAtPoint } from './unresolved-arm.js';
import { curveOf } from './curve-of.js';
import type { Varied } from './experiment-file.js';
import { isTrained, trialHash } from '../trial/identity.js';
import type { ResolvedArm, ResolvedExperiment, ResolvedTrial } from './resolved.js';
import type { TrialConfig } from '../trial/trial-shape.js';
import { plain } from '../yaml/located.js';

/** An arm with its trials, one a seed. */
export function withTrials(
  { arm, name, config, point }: Pick<ArmAtPoint, 'arm' | 'name' | 'config' | 'point'>,
  seeding: Seeding,
): ResolvedArm {
  const values = Object.fromEntries(point.map(({ key, entry }) => [key, plain(entry.value)]));
  const curve = curveOf({ arm, point, config });
  const own = { declared: arm, name, trained: isTrained(config), config, ...(curve && { curve }) };
  return { ...own, trials: trialsOf({ ...own, point: values }, seeding) };
}

/** The same experiment with other seeds. */
export function withSeeds(experiment: ResolvedExperiment, seeds: readonly number[]): ResolvedExperiment {
  const seeding = { list: seeds, vary: experiment.vary };
  // An arm whose rate is still to be chosen has no trials.
  const arms = experiment.arms.map((arm) => {
    const [first] = arm.trials;
    return first === undefined ? arm : { ...arm, trials: trialsOf({ ...arm, point: first.point }, seeding) };
  });
  return { ...experiment, seeds, arms };
}

export interface Seeding {
  readonly list: readonly number[];
  readonly vary: readonly Varied[];
}

type Seedless = Pick<ResolvedArm, 'name' | 'trained' | 'config'> & Pick<ResolvedTrial, 'point'>;

/** The seeds of an arm's trials: a path that trains nothing has one, unless a seed changes what it is scored on. */
export function seedsOf(trained: boolean, { list, vary }: Seeding): readonly number[] {
  return trained || vary.length > 0 ? list : list.slice(0, 1);
}

function trialsOf({ name, trained, config, point }: Seedless, seeding: Seeding): ResolvedTrial[] {
  const { vary } = seeding;
  return seedsOf(trained, seeding).map((seed) => {
    const own = underSeed(config, seed, vary);
    const hash = trialHash(own, seed);
    return { id: `${name}-${shortHash(hash)}`, hash, arm: name, seed, point, config: own };
  });
}

/** The configuration with a seed in each place that is drawn anew. */
function underSeed(config: TrialConfig, seed: number, vary: readonly Varied[]): TrialConfig {
  const { pool, evaluation, vae } = config;
  return {
    ...config,
    ...(vary.includes('pool') && { pool: { ...pool, seed } }),
    ...(vary.includes('pairs') && { evaluation: { ...evaluation, seed } }),
    ...(vary.includes('vae') && 'training' in vae && { vae: { ...vae, training: { ...vae.training, seed } } }),
  };
}
