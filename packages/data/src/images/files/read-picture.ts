import { fitPicture } from '../fit/fit-picture.js';
import { DEFAULT_FIT, DEFAULT_KERNEL, fittingShape, sidesOf } from '../fit/fitting.js';
import { MissingBackground } from '../fit/missing-background.js';
import type { PictureLooks } from '../fit/picture-looks.js';
import type { ImageSource } from '../source.js';
import { Damaged } from './damaged.js';
import { decodePicture } from './decode-picture.js';
import { backgroundParameter, colourOf } from './file-parameters.js';
import { pictureBytes } from './picture-bytes.js';
import { sample, writeValues } from './sample-type.js';

/** What a person may say of a picture that is read by itself. */
export const pictureLooks = {
  background: backgroundParameter.optional(),
  fit: fittingShape.fit,
  kernel: fittingShape.kernel,
};

export interface ReadPictureOptions extends PictureLooks {
  /** Of the images that it is to be like. */
  readonly shape: ImageSource['shape'];
}

/** A picture of a file as an image of a source. */
export interface ReadPicture {
  /** [height, width, channels] of the shape, values 0…1. */
  readonly values: Float32Array;
  /** How it was brought there, in words: `640×480 to 64×64: cover, linear`. */
  readonly told: string;
}

/**
 * Reads one picture as the source `folder` reads its own: turned as its EXIF says, laid on the background, cut, resized
 * and rounded to so many bits.
 * @throws MissingBackground if it is transparent and no background is stated; Error where it is no picture, or
 *   smaller than what is cut from it; both name the file
 */
export async function readPicture(
  path: string,
  { shape, bits = 8, ...looks }: ReadPictureOptions,
): Promise<ReadPicture> {
  const { background, ...fitting } = looks;
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3)
    throw new Error(`${path}: expected images of 1 or 3 channels, got ${channels}: no picture has them`);
  const colour = background === undefined ? null : colourOf(background);
  const bytes = await pictureBytes(path);
  const image = await decodePicture(bytes, { background: colour }).catch((error: unknown) => {
    throw named(path, error);
  });
  checkCut(path, image, looks.crop);
  if (colour === null && fitting.fit === 'contain')
    throw new MissingBackground(`${path}: expected a background for the border that contain leaves, got none.`);
  const fitted = fitPicture(image, {
    ...fitting,
    size: [height, width],
    channels,
    ...(colour !== null && { background: colour }),
  });
  const type = bits === 8 ? '|u1' : '<u2';
  const values = new Float32Array(fitted.values.length);
  writeValues(type, sample(type, fitted.values), values, 0);
  return { values, told: describe(image, shape, looks) };
}

function named(path: string, error: unknown): Error {
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause instanceof Damaged)
    return new Error(`${path}: expected a picture that can be decoded, got ${cause.message}`, { cause });
  const message = `${path}: ${cause.message}`;
  return cause instanceof MissingBackground ? new MissingBackground(message, { cause }) : new Error(message, { cause });
}

type Size = Readonly<Record<'height' | 'width', number>>;

function checkCut(path: string, { height, width }: Size, crop: PictureLooks['crop']): void {
  if (crop === undefined) return;
  const [least, wide] = sidesOf(crop);
  if (height < least || width < wide)
    throw new Error(
      `${path}: expected a picture of at least ${wide}×${least} pixels, which the images' middle is cut to before ` +
        `they are resized, got ${width}×${height}. Take a larger one.`,
    );
}

function describe(from: Size, [height, width]: ImageSource['shape'], looks: PictureLooks): string {
  const { crop, fit = DEFAULT_FIT, kernel = DEFAULT_KERNEL } = looks;
  const [cutHeight, cutWidth] = crop === undefined ? [from.height, from.width] : sidesOf(crop);
  const parts = [
    ...(crop === undefined ? [] : [`its middle of ${cutWidth}×${cutHeight}`]),
    ...(cutHeight === height && cutWidth === width ? [] : [fit, kernel]),
  ];
  const as = parts.length === 0 ? ', as it is' : ` to ${width}×${height}: ${parts.join(', ')}`;
  return `${from.width}×${from.height}${as}`;
}
