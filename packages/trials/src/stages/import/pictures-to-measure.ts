import type { ImageSource } from '@latent-paths/data';
import type { Program } from '@latent-paths/engine';
import { rowsAtOnce } from '../../steps/rows-at-once.js';

export const MOST_PICTURES = 256;
const BATCH = 32;
/** Floating-point operations that a pass over pictures may take: fewer pictures are used where a model is large. */
const MOST_FLOPS = 1e12;

export interface PicturesToMeasure {
  readonly batch: number;
  /** How many held-out pictures a program that takes a batch of them is given: whole batches. */
  affordable(program: Pick<Program, 'flops'>): number;
}

/** How many held-out pictures an import is measured on, so that it takes at most a minute. */
export function picturesToMeasure({
  size: { heldOut },
  shape,
}: Pick<ImageSource, 'size' | 'shape'>): PicturesToMeasure {
  const batch = Math.min(rowsAtOnce(BATCH, shape), heldOut);
  return {
    batch,
    affordable({ flops }) {
      const most = flops === null ? Infinity : Math.max(1, Math.floor(MOST_FLOPS / flops));
      return batch * Math.min(most, Math.floor(Math.min(MOST_PICTURES, heldOut) / batch));
    },
  };
}
