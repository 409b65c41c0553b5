import type { Key } from '@latent-paths/core';
import type { ImagePart, ImageSource } from '../images/source.js';
import { splitImages, type SplitSizes } from '../split.js';
import { splitLatents, type HeldLatents } from './split-latents.js';

/** Latents of one pool. */
export interface PlacedLatents {
  /** Rows of the file [n]. */
  readonly rows: Int32Array;
  /** The part that nothing is trained on, or the other one. */
  readonly part: ImagePart;
  /** Of each latent: its image in that part, or its row in the file where it has no image [n]. */
  readonly indices: Int32Array;
}

export type PlacedPools = Readonly<Record<'train' | 'validation' | 'test', PlacedLatents>>;

export interface PlaceLatentsOptions {
  /** Named in errors. */
  readonly file: string;
  /** Latents in the file. */
  readonly count: number;
  /** What is held out; with images, those of their held-out part, and no more than a share. */
  readonly heldOut: HeldLatents | undefined;
  /** The most of each pool. */
  readonly most: SplitSizes;
  /** The images that the latents are of, one after the other; null where they are not at hand. */
  readonly images: Pick<ImageSource, 'size' | 'rowOf'> | null;
  readonly key: Key;
}

/** Where nothing is said. */
const HELD_OUT = 0.1;

/**
 * Which latents of a file are for what. Those of known images are held out as their images are, so that nothing was
 * trained on what is scored; of others a share is drawn.
 * @throws RangeError where there are not as many latents as images, or too few
 */
export function placeLatents(options: PlaceLatentsOptions): PlacedPools {
  return options.images === null ? drawn(options) : asImages(options, options.images);
}

function drawn({ count, heldOut = HELD_OUT, most, key }: PlaceLatentsOptions): PlacedPools {
  const rows = splitLatents(count, heldOut, key);
  const place = (all: Int32Array, limit: number, part: ImagePart): PlacedLatents => {
    const taken = all.slice(0, limit);
    return { rows: taken, part, indices: taken };
  };
  return {
    train: place(rows.train, most.pool, 'train'),
    validation: place(rows.validation, most.validation, 'heldOut'),
    test: place(rows.test, most.test, 'heldOut'),
  };
}

function asImages(
  { file, count, heldOut, most, key }: PlaceLatentsOptions,
  { size, rowOf = inTurn(size) }: Pick<ImageSource, 'size' | 'rowOf'>,
): PlacedPools {
  const all = size.train + size.heldOut;
  if (count !== all) {
    throw new RangeError(
      `${file}: expected a latent for each of the ${all} images of data, in the order of the files, got ${count}. ` +
        'Extract them anew, or write pool: { pictures: none } where they are of other images.',
    );
  }
  if (typeof heldOut === 'object') {
    throw new RangeError(
      `${file}: expected a share in heldOut, because latents of known images are held out as these are, got rows. ` +
        'Write pool: { pictures: none } beside it.',
    );
  }
  const free = heldOut === undefined ? size.heldOut : Math.min(size.heldOut, Math.floor(heldOut * count));
  const validation = Math.min(most.validation, Math.floor(free / 2));
  const sizes = { pool: Math.min(most.pool, size.train), validation, test: Math.min(most.test, free - validation) };
  if (sizes.pool < 2 || sizes.validation < 2) {
    throw new RangeError(
      `${file}: expected at least two latents to train on, to choose by and to score on, got ${size.train} of ` +
        `training images and ${free} of held-out ones. Hold out another share by data.heldOut and pool.heldOut.`,
    );
  }
  const images = splitImages({ size }, sizes, key);
  const place = (indices: Int32Array, part: ImagePart): PlacedLatents => ({
    rows: indices.map((index) => rowOf(part, index)),
    part,
    indices,
  });
  return {
    train: place(images.pool, 'train'),
    validation: place(images.validation, 'heldOut'),
    test: place(images.test, 'heldOut'),
  };
}

function inTurn(size: ImageSource['size']): (part: ImagePart, index: number) => number {
  return (part, index) => (part === 'train' ? index : size.train + index);
}
