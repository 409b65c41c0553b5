import { buildChoice } from '@latent-paths/core';
import { imageSources, type ImageSet } from '@latent-paths/data';
import type { TrialConfig } from './trial-shape.js';

/** Rows and columns of the largest pictures whose features are computed as they are. */
const LARGEST = 64;

/**
 * How many rows, and how many columns, of pictures become one before their features are computed, so that neither is
 * above 64; 1 where the configuration does not state how large its pictures are.
 */
export function featureReduction({ data }: Pick<TrialConfig, 'data'>): number {
  const { shape } = buildChoice<ImageSet>(imageSources, data);
  return shape === undefined ? 1 : Math.ceil(Math.max(shape[0], shape[1]) / LARGEST);
}
