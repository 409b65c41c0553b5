import { hashJson } from '@latent-paths/core';
import type { TrialConfig } from './trial-shape.js';

type Pooled = Pick<TrialConfig, 'data' | 'pool'>;

/** Whether the pictures of the pool's latents are those of `data`. */
export function arePicturesKnown({ data, pool }: Pooled): boolean {
  return data.kind !== 'none' && (pool.latents === undefined || pool.pictures !== 'none');
}

/**
 * What the numbers of pools depend on: of latents from a file what it holds, never where it lies. @throws where the
 * configuration does not say what it holds: it was not resolved
 */
export function poolIdentity({ latents, agreement: _, ...pool }: TrialConfig['pool']): object {
  if (latents !== undefined && pool.content === undefined)
    throw new Error(
      'pool.content: expected the SHA-256 of the file’s content, got none; resolve the configuration first',
    );
  return pool;
}

/**
 * What a VAE is measured on where there are no pictures: latents that D decodes; else nothing. @throws as
 * `poolIdentity`
 */
export function measuredOn(config: Pooled): { readonly latents?: string } {
  return config.data.kind === 'none' && config.pool.latents !== undefined
    ? { latents: hashJson(poolIdentity(config.pool)) }
    : {};
}
