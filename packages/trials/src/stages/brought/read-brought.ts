import { rootKey, split } from '@latent-paths/core';
import {
  latentsContent,
  placeLatents,
  readLatents,
  type ImageSource,
  type LatentArray,
  type PlacedPools,
} from '@latent-paths/data';
import {
  isImported,
  arePicturesKnown,
  checkImageCounts,
  openImages,
  withCounts,
  type PoolCounts,
  type TrialConfig,
} from '@latent-paths/specification/trial';
import type { StageContext } from '../context.js';
import { requireUnchanged } from '../require-unchanged.js';

/** Latents of a file, and which of them are for what. */
export interface Brought {
  readonly latents: LatentArray;
  readonly placed: PlacedPools;
}

/** The images of a configuration, and its latents where it brings some. */
export interface OpenedData {
  readonly source: ImageSource;
  readonly brought: Brought | null;
}

/**
 * Opens what pools are made from. @throws where files are damaged, or hold other or fewer images or latents than the
 * configuration needs: before anything is computed
 */
export async function openData(config: TrialConfig, store: StageContext['store']): Promise<OpenedData> {
  return withLatents(config, await openImages(config, store));
}

/** Reads latents that a configuration brings, and counts what there is. @throws as `openData` */
export async function withLatents(config: TrialConfig, source: ImageSource): Promise<OpenedData> {
  const brought = await readBrought(config, source);
  checkImageCounts(brought === null ? config : withCounts(config, countsOf(brought.placed)), source);
  return { source, brought };
}

export function countsOf({ train, validation, test }: PlacedPools): PoolCounts {
  return { train: train.rows.length, validation: validation.rows.length, test: test.rows.length };
}

async function readBrought(config: TrialConfig, source: ImageSource): Promise<Brought | null> {
  const { data, vae, pool } = config;
  const { latents: file, content, heldOut, seed, train, validation, test } = pool;
  if (file === undefined) return null;
  const latents = await readLatents(file);
  requireUnchanged(file, content, latentsContent(file));
  if (!isImported(vae) && latents.size !== vae.latent)
    throw new Error(
      `${file}: expected latents of ${vae.latent} numbers, as vae.latent says, got the shape ` +
        `(${latents.shape.join(', ')}). Give those of this VAE.`,
    );
  const placed = placeLatents({
    file,
    count: latents.count,
    heldOut,
    most: { pool: train, validation, test },
    images: arePicturesKnown({ data, pool }) ? source : null,
    key: split(rootKey(seed), 'pool'),
  });
  return { latents, placed };
}
