import { buildChoice, rootKey, split } from '@latent-paths/core';
import { imageSources, type ImageSet, type ImageSource, type PictureLooks, type Store } from '@latent-paths/data';
import { arePicturesKnown } from './pool-identity.js';
import type { TrialConfig } from './trial-shape.js';

/** The image source of a configuration. Its images are the same whatever the seeds of what is trained on them. */
export async function openImages(
  config: Pick<TrialConfig, 'data'>,
  { picturesPath }: Pick<Store, 'picturesPath'>,
): Promise<ImageSource> {
  return open(config, picturesPath);
}

/** The source of images that are there at once. @throws if they are decoded from files first */
export function openSource(config: Pick<TrialConfig, 'data'>): ImageSource {
  const source = open(config);
  if (source instanceof Promise)
    throw new Error(`data: expected images that are made on the fly, got the source ${config.data.kind}`);
  return source;
}

function open({ data }: Pick<TrialConfig, 'data'>, cache?: string): ImageSource | Promise<ImageSource> {
  return buildChoice<ImageSet>(imageSources, data).open({
    key: split(rootKey(0), 'images'),
    ...(cache !== undefined && { cache }),
  });
}

/** How the images' files are read, for pictures that are to be like them; nothing where images are made on the fly. */
export function looksOfImages({ data }: Pick<TrialConfig, 'data'>): PictureLooks {
  return buildChoice<ImageSet>(imageSources, data).looks ?? {};
}

/** @throws RangeError if the source has fewer images than the pools, and the scores, are to be made from */
export function checkImageCounts(
  config: Pick<TrialConfig, 'data' | 'pool' | 'evaluation'>,
  { size }: Pick<ImageSource, 'size'>,
): void {
  const { pool, evaluation } = config;
  if (config.data.kind === 'none') return;
  const scored = evaluation.latents ?? 'test';
  const joined = arePicturesKnown(config) ? pool[scored] : 0;
  const ofPools = [
    ['pool.train', pool.train, size.train, 'images to train on'],
    ['pool.validation and pool.test together', pool.validation + pool.test, size.heldOut, 'held-out images'],
  ] as const;
  const demands = [
    ...(pool.latents === undefined ? ofPools : []),
    [`evaluation.real and pool.${scored} together`, evaluation.real + joined, size.heldOut, 'held-out images'],
  ] as const;
  const broken = demands
    .filter(([, asked, there]) => asked > there)
    .map(([what, asked, there, of]) => `${what}: expected at most ${there} (${of}), got ${asked}`);
  if (broken.length > 0)
    throw new RangeError(`${broken.join('; ')}. Ask for fewer, or take a source with more images.`);
}
