import { sampleWithoutReplacement, split, type Key } from '@latent-paths/core';

/** Which rows of latents are for what. */
export interface LatentSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Draws the rows that are held out, ⌊share·count⌋ without replacement by a keyed permutation: the first half to choose
 * by, the rest to score on; both, and those that are left to train on, in the order of their drawing.
 * @throws RangeError if a part would have fewer than two latents, which make a pair
 */
export function splitLatents(count: number, share: number, key: Key): LatentSplit {
  const heldOut = Math.floor(share * count);
  const validation = Math.floor(heldOut / 2);
  if (validation < 2 || count - heldOut < 2) {
    throw new RangeError(
      `splitLatents: expected at least two latents to train on, to choose by and to score on, got ${count} of ` +
        `which ${heldOut} are held out. Give more, or another share.`,
    );
  }
  const order = sampleWithoutReplacement(split(key, 'latents'), count, count);
  return {
    train: order.slice(heldOut),
    validation: order.slice(0, validation),
    test: order.slice(validation, heldOut),
  };
}
