import { fitPicture } from '../fit/fit-picture.js';
import type { Fitting } from '../fit/fitting.js';
import { Damaged } from './damaged.js';
import { decodePicture } from './decode-picture.js';
import { colourOf } from './file-parameters.js';
import type { Found } from './pack.js';

export interface EncodedPicture {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  /** Where it is, for messages. */
  readonly name: string;
}

/** How pictures are brought to one shape. */
export type FitLooks = Fitting & { readonly background?: string | undefined };

/**
 * Decodes a picture and brings it to the shape of the others. One that cannot be decoded is reported as damaged.
 * @throws if it does not fit, naming it
 */
export async function fitBytes(
  { bytes, hash, name }: EncodedPicture,
  { background, ...fitting }: FitLooks,
): Promise<Found> {
  const colour = background === undefined ? null : colourOf(background);
  try {
    const image = await decodePicture(bytes, { background: colour });
    return { image: fitPicture(image, { ...fitting, ...(colour !== null && { background: colour }) }), hash, name };
  } catch (error) {
    if (error instanceof Damaged) return { damaged: error.message, name };
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
