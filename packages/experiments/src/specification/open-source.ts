import { buildChoice, rootKey, split } from '@latent-paths/core';
import { imageSources, type ImageSet, type ImageSource } from '@latent-paths/data';
import type { TrialConfig } from './spec.js';

/** The image source of a configuration. Its images are the same whatever the seeds of what is trained on them. */
export function openSource(config: Pick<TrialConfig, 'data'>): ImageSource {
  return buildChoice<ImageSet>(imageSources, config.data).open({ key: split(rootKey(0), 'images') });
}
