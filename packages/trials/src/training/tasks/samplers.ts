import { buildChoice, rootKey, split } from '@latent-paths/core';
import {
  alphaSamplers,
  pairSamplers,
  pairStages,
  type AlphaContext,
  type AlphaSampler,
  type PairContext,
  type PairSampler,
  type PairStages,
} from '@latent-paths/data';
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
  const buildPairs = buildChoice<(context: PairContext) => PairSampler>(pairSamplers, config.sampling.pairs);
  const buildAlphas = buildChoice<(context: AlphaContext) => AlphaSampler>(alphaSamplers, config.sampling.alphas);
  return {
    stages: pairStages(buildPairs, { poolSize, key: split(key, 'pairs') }),
    alphas: buildAlphas({ key: split(key, 'alphas') }),
  };
}
