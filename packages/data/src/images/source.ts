import type { Factor, Key } from '@latent-paths/core';

export type ImagePart = 'train' | 'heldOut';

/** A finite set of images in two parts, each image found again by its index alone. */
export interface ImageSource {
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Images in each part; held-out images are never trained on. */
  readonly size: { readonly train: number; readonly heldOut: number };
  /** What the images were made from; empty where unknown. */
  readonly factors: readonly Factor[];
  /** Writes image `index` of `part`, NHWC order, values 0…1, at `out[offset…]`. @throws RangeError where there is no such image, or no room */
  write(part: ImagePart, index: number, out: Float32Array, offset?: number): void;
  /** The image's factors, one for each of `factors`. @throws where `factors` is empty, or there is no such image */
  factorsOf(part: ImagePart, index: number): Float64Array;
  /**
   * Writes the image of some factors, one for each of `factors`, at `out[offset…]`; a factor on a line may lie somewhat
   * outside of its range. @throws where `factors` is empty, a category is unknown, or there is no room
   */
  render(factors: ArrayLike<number>, out: Float32Array, offset?: number): void;
}

/** What a piece of the registry makes of its parameters: what is known of the images without any file, and how to get at them. */
export interface ImageSet {
  /** What the images were made from; empty where unknown. */
  readonly factors: readonly Factor[];
  /** @throws where files are not there, or are not what they should be */
  open(context: ImageContext): ImageSource;
}

/** What images are drawn from, beside the parameters. */
export interface ImageContext {
  /** The stream that generated images are drawn from; files ignore it. */
  readonly key: Key;
}

/** @throws RangeError where `part` has no image `index` */
export function checkImageIndex(where: string, size: ImageSource['size'], part: ImagePart, index: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= size[part]) {
    throw new RangeError(`${where}: expected an image index in 0 … ${size[part] - 1} of the part ${part}, got ${index}`);
  }
}

/** @throws RangeError where `length` values do not fit into `out` from `offset` on */
export function checkRoom(where: string, length: number, out: Float32Array, offset: number): void {
  if (offset < 0 || offset + length > out.length) {
    throw new RangeError(`${where}: expected room for ${length} values from offset ${offset}, got an array of ${out.length}`);
  }
}
