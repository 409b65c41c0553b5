import { rootKey, split } from '@latent-paths/core';
import { alphasOf, pairsOf, pairStages, type AlphaSampler, type PairStages } from '@latent-paths/data';
import type { TrialConfig } from '@latent-paths/specification/trial';

export interface SamplersOptions {
  readonly config: Pick<TrialConfig, 'sampling'>;
  readonly seed: number;
  /** Latents in the training pool. */
  readonly poolSize: number;
}

/** Which pairs a trial visits, and which α it takes on each. */
export interface Samplers {
  readonly stages: PairStages;
  readonly alphas: AlphaSampler;
}

/** The samplers of a trial, each with a stream of its own under the trial's seed. */
export function samplersOf({ config, seed, poolSize }: SamplersOptions): Samplers {
  const key = rootKey(seed);
  const { pairs, alphas } = config.sampling;
  return {
    stages: pairStages(pairsOf(pairs), { poolSize, key: split(key, 'pairs') }),
    alphas: alphasOf(alphas)({ key: split(key, 'alphas') }),
  };
}
