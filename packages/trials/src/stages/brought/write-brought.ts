import type { BroughtRecord } from '@latent-paths/core';
import { writePool, type ArtifactStore, type PlacedLatents, type PoolBatch } from '@latent-paths/data';
import { imagesIdentity, type TrialConfig } from '@latent-paths/specification/trial';
import { latentNorms } from '../latent-norms.js';
import type { PreparedVae } from '../prepare-vae.js';
import { countsOf, type Brought } from './read-brought.js';

export interface WriteBroughtOptions {
  /** In the dimensions that the VAE uses. */
  readonly brought: Brought;
  readonly config: Pick<TrialConfig, 'data' | 'pool'>;
  readonly vae: PreparedVae;
  readonly artifact: ArtifactStore;
  /** Names of the files of the pools. */
  readonly parts: Readonly<Record<'train' | 'validation' | 'test', string>>;
}

/** Writes latents of a file as the pools that training and scores read. */
export async function writeBrought({ brought, config, vae, artifact, parts }: WriteBroughtOptions): Promise<void> {
  const { latents, placed } = brought;
  const { seed } = config.pool;
  const describe = { vae: vae.content, source: imagesIdentity(config.data), seed, latentSize: vae.latentSize };
  for (const name of ['train', 'validation', 'test'] as const) {
    const own = placed[name];
    const batch = batchOf(latents.values, vae.latentSize, own);
    await writePool(artifact.path(parts[name]), [batch], { ...describe, part: own.part });
  }
}

/** What is known of them before they are measured. */
export function factsOf({ latents, placed }: Brought): Pick<BroughtRecord, 'content' | 'shape' | 'counts' | 'norms'> {
  const { content, shape, values, size } = latents;
  return { content, shape: [...shape], counts: countsOf(placed), norms: latentNorms(values, size) };
}

function batchOf(values: Float32Array, d: number, { rows, indices }: PlacedLatents): PoolBatch {
  const latents = new Float32Array(rows.length * d);
  rows.forEach((row, i) => latents.set(values.subarray(row * d, (row + 1) * d), i * d));
  return { indices, latents };
}
