import type { Factor, Key } from '@latent-paths/core';
import type { PictureLooks } from './fit/picture-looks.js';

export type ImagePart = 'train' | 'heldOut';

/** A finite set of images in two parts, each image found again by its index alone. */
export interface ImageSource {
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Images in each part; held-out images are never trained on. */
  readonly size: { readonly train: number; readonly heldOut: number };
  /** What the images were made from; empty if unknown. */
  readonly factors: readonly Factor[];
  /**
   * Writes image `index` of `part`, NHWC order, values 0…1, at `out[offset…]`. @throws RangeError if there is no
   * such image, or no room
   */
  write(part: ImagePart, index: number, out: Float32Array, offset?: number): void;
  /** The image's factors, one for each of `factors`. @throws if `factors` is empty, or there is no such image */
  factorsOf(part: ImagePart, index: number): Float64Array;
  /**
   * Writes the image of some factors, one for each of `factors`, at `out[offset…]`; a factor on a line may lie somewhat
   * outside of its range. @throws if `factors` is empty, a category is unknown, or there is no room
   */
  render(factors: ArrayLike<number>, out: Float32Array, offset?: number): void;
  /**
   * The label of an image, where the files have labels: the folder that it lies in. @throws if there is no such
   * image
   */
  labelOf?(part: ImagePart, index: number): string;
  /**
   * The place of an image among all of both parts, in the order of the files. If there are no files, or the parts are
   * files of their own, training images come first. @throws if there is no such image
   */
  rowOf?(part: ImagePart, index: number): number;
  /** Of files whose content no identity names: where they lie, and SHA-256 of the images that were read from them. */
  readonly unnamedFiles?: { readonly folder: string; content(): string };
  /** What to report about the files: counts, what was left out, what is damaged. */
  readonly notes?: readonly string[];
}

/**
 * What a piece of the registry makes of its parameters: what is known of the images without any file, and how to get at
 * them.
 */
export interface ImageSet {
  /** What the images were made from; empty if unknown. */
  readonly factors: readonly Factor[];
  /** Of every image, if the parameters alone determine it. */
  readonly shape?: ImageSource['shape'];
  /** Of images from files whose identity is what they hold. */
  readonly files?: ImageFiles;
  /** How its files are brought to the shape of its images: what pictures from elsewhere are read by, to be alike. */
  readonly looks?: PictureLooks;
  /**
   * Images that are made on the fly are there at once. @throws if files are not there, or are not what they should
   * be
   */
  open(context: ImageContext): ImageSource | Promise<ImageSource>;
}

/** Images that are there at once. */
export interface ReadySet extends ImageSet {
  open(context: ImageContext): ImageSource;
}

/** Files that images come from. */
interface ImageFiles {
  /** Parameters that change no image, such as where the files lie: no part of any identity. */
  readonly aside: readonly string[];
  /**
   * SHA-256 of what the files hold, wherever they lie: what stands for them in every identity. @throws if they are
   * not there
   */
  content(): string;
}

/** What images are drawn from, beside the parameters. */
export interface ImageContext {
  /** The stream that generated images are drawn from; files ignore it. */
  readonly key: Key;
  /** Folder where decoded images are kept for the next time; images that are made on the fly need none. */
  readonly cache?: string;
}

/** @throws RangeError if `part` has no image `index` */
export function checkImageIndex(where: string, size: ImageSource['size'], part: ImagePart, index: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= size[part]) {
    throw new RangeError(
      `${where}: expected an image index in 0 … ${size[part] - 1} of the part ${part}, got ${index}`,
    );
  }
}

/** @throws RangeError if `length` values do not fit into `out` from `offset` on */
export function checkRoom(where: string, length: number, out: Float32Array, offset: number): void {
  if (offset < 0 || offset + length > out.length) {
    throw new RangeError(
      `${where}: expected room for ${length} values from offset ${offset}, got an array of ${out.length}`,
    );
  }
}
