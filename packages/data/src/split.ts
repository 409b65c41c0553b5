import { sampleWithoutReplacement, split, type Key } from '@latent-paths/core';
import type { ImageSource } from './images/source.js';

/** How many images each pool of latents is made from. */
export interface SplitSizes {
  /** Training images. */
  readonly pool: number;
  /** Held-out images, for choosing. */
  readonly validation: number;
  /** Held-out images, for the one final score. */
  readonly test: number;
}

/** Which images: `pool` indexes the part `train`, the others the part `heldOut`. */
export interface ImageSplit {
  readonly pool: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Draws the images of the three pools without replacement; validation and test are disjoint. More test images
 * leave pool and validation as they are.
 * @throws RangeError if a part of the source has too few images
 */
export function splitImages(source: Pick<ImageSource, 'size'>, sizes: SplitSizes, key: Key): ImageSplit {
  const { pool, validation, test } = sizes;
  const demand = { train: pool, heldOut: validation + test };
  for (const part of ['train', 'heldOut'] as const) {
    if (demand[part] > source.size[part]) {
      throw new RangeError(
        `splitImages: expected at least ${demand[part]} images in the part ${part} of the source, got ` +
          `${source.size[part]}. ` +
          'Ask for smaller pools, or for a larger source.',
      );
    }
  }
  const heldOut = sampleWithoutReplacement(split(key, 'heldOut'), source.size.heldOut, validation + test);
  return {
    pool: sampleWithoutReplacement(split(key, 'pool'), source.size.train, pool),
    validation: heldOut.slice(0, validation),
    test: heldOut.slice(validation),
  };
}
