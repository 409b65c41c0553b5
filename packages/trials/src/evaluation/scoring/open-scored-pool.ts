import type { RunRecord } from '@latent-paths/core';
import { openPool, type Pool, type Store } from '@latent-paths/data';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { artifactOf } from '../../provenance/artifact-of.js';

export interface ScoredPoolOptions {
  readonly store: Store;
  /** Of a finished trial, and its configuration. */
  readonly run: RunRecord;
  readonly config: Pick<TrialConfig, 'evaluation'>;
}

/** The held-out latents that a trial was scored on. @throws if they are gone */
export async function openScoredPool({ store, run, config }: ScoredPoolOptions): Promise<Pool> {
  const pools = await artifactOf('pool', store, run);
  return openPool(pools.path(`${config.evaluation.latents ?? 'test'}.arrow`));
}
