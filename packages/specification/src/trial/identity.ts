import { buildChoice, hashJson } from '@latent-paths/core';
import { imageSources, type ImageSet, type PoolDescription } from '@latent-paths/data';
import { pathIdentity } from '../paths/path-files.js';
import { pathOf } from '../paths/registry.js';
import { featureReduction } from './feature-reduction.js';
import { measuredOn, poolIdentity } from './pool-identity.js';
import type { TrialConfig } from './trial-shape.js';
import { isFormulaKey, isSilentKey } from '../keys/used-keys.js';
import { vaeKind } from '../vaes/registry.js';

/**
 * Raised when the same configuration gives other numbers, so that old trials and artifacts are not mistaken for new
 * ones.
 */
const MEANING = 1;

export function isTrained(config: Pick<TrialConfig, 'path'>): boolean {
  return pathOf(config.path).trained;
}

/** The part of a configuration that the trial's numbers depend on. */
export function usedConfig(config: TrialConfig): Partial<TrialConfig> {
  const trained = isTrained(config);
  const knowsPairs = 'pairs' in config.path && config.path.pairs !== undefined;
  const uses = (key: string) => (trained ? !isSilentKey(key) : isFormulaKey(key, knowsPairs));
  return Object.fromEntries(Object.entries(config).filter(([key]) => uses(key)));
}

/**
 * What the images of a configuration are: its parameters, but for those that change no image, such as where files lie.
 * What these hold stands for them. @throws if the configuration does not say what they hold: it was not resolved
 */
export function imagesIdentity(data: TrialConfig['data']): PoolDescription['source'] {
  const { files } = buildChoice<ImageSet>(imageSources, data);
  if (files === undefined) return data;
  if (!('content' in data) || data.content === undefined)
    throw new Error(
      'data.content: expected the SHA-256 of the files’ content, got none; resolve the configuration first',
    );
  return Object.fromEntries(Object.entries(data).filter(([key]) => !files.aside.includes(key)));
}

/** Identity of the VAE that a configuration asks for: the hash of all that its weights depend on. */
export function vaeInputHash(config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>): string {
  const { data, vae } = config;
  return hashJson({
    stage: 'vae',
    meaning: MEANING,
    data: imagesIdentity(data),
    vae: vaeKind(vae).identity(),
    ...measuredOn(config),
  });
}

/** Identity of the pools of latents that a configuration asks for. */
export function poolInputHash(config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>): string {
  return hashJson({ stage: 'pool', meaning: MEANING, vae: vaeInputHash(config), pool: poolIdentity(config.pool) });
}

/** Identity of the network in whose features images are compared: it depends on the images, and on no VAE. */
export function featuresInputHash({ data, evaluation }: Pick<TrialConfig, 'data' | 'evaluation'>): string {
  return hashJson({
    stage: 'features',
    meaning: MEANING,
    data: imagesIdentity(data),
    features: evaluation.features,
    ...reducedBy(data),
  });
}

/** Nothing where pictures are compared as they are: what was made before pictures were reduced is what it was. */
function reducedBy(data: TrialConfig['data']): { readonly featuresReducedBy?: number } {
  const featuresReducedBy = featureReduction({ data });
  return featuresReducedBy === 1 ? {} : { featuresReducedBy };
}

/**
 * Identity of a trial: what it uses, and the inputs of the artifacts that it uses. The seed counts where it
 * trains.
 */
export function trialHash(config: TrialConfig, seed: number): string {
  const { data: _data, vae: _vae, pool: _pool, ...own } = usedConfig(config);
  return hashJson({
    stage: 'trial',
    meaning: MEANING,
    pool: poolInputHash(config),
    seed: isTrained(config) ? seed : null,
    ...own,
    path: pathIdentity(config.path),
    ...reducedBy(config.data),
  });
}
