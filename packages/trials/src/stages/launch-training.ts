import { buildChoice, rootKey, split, type NamedArrays } from '@latent-paths/core';
import { stepFlops, type StepDefinition } from '@latent-paths/engine';
import { paths, type FrozenVae, type Path } from '@latent-paths/model';
import { startingWeights } from '@latent-paths/specification/paths';
import { activeLosses, type Extent, trainingExtent, type TrialConfig } from '@latent-paths/specification/trial';
import { initialTraining, trainingStep, type Objective } from '../steps/objective.js';

/** The training of a path, as it is launched. */
export interface LaunchedTraining {
  readonly objective: Objective;
  /** The path's weights at the start. */
  readonly theta: NamedArrays;
  /** What `initialTraining` gives. */
  readonly start: NamedArrays;
  readonly step: StepDefinition;
  readonly extent: Extent;
  /** Floating-point operations of a step: forward, backward and optimiser. */
  readonly stepFlops: number;
}

export interface LaunchOptions {
  readonly config: TrialConfig;
  readonly seed: number;
  readonly vae: FrozenVae;
  /** What was counted where it was launched before: it trains as long as it was to. */
  readonly counted: number | undefined;
}

/** @throws RangeError if the budget is less than one step, or the path leads through no latents of this VAE */
export function launchTraining({ config, seed, vae, counted }: LaunchOptions): LaunchedTraining {
  const objective = objectiveOf(config, vae);
  const refused = objective.path.refusal?.(vae) ?? null;
  if (refused !== null) throw new RangeError(`path: ${refused}`);
  const theta = startingWeights(config.path, { space: vae, key: split(rootKey(seed), 'theta') });
  const { clip, beta1, beta2, epsilon, average } = config.optimiser;
  const settings = { clip, beta1, beta2, epsilon, average };
  const start = initialTraining(objective, theta, split(rootKey(seed), 'losses'), settings);
  const step = trainingStep(objective, start, settings);
  const flops = counted ?? stepFlops(step);
  return { objective, theta, start, step, extent: trainingExtent(config, flops), stepFlops: flops };
}

function objectiveOf(config: TrialConfig, vae: FrozenVae): Objective {
  return {
    path: buildChoice<Path>(paths, config.path),
    losses: Object.fromEntries(activeLosses(config).map(({ name, loss }) => [name, loss])),
    vae,
    batch: config.batch,
  };
}
