import { DEFAULT_FIT, DEFAULT_KERNEL, sidesOf, type Fitting } from './fitting.js';
import { resample, type Image } from './resample.js';

/** Red, green and blue, each 0…1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What the pictures of one source have in common. */
export interface FitOptions extends Fitting {
  /** Of a border that `contain` leaves. */
  readonly background?: Colour;
}

/** Rec. 601, as in Pillow and torchvision. */
const LUMA: Colour = [0.299, 0.587, 0.114];

/**
 * Brings an image to the shape that is asked for: cut, made grey or coloured, resized; values stay in 0…1, where a
 * kernel with negative lobes would leave it, they are cut. @throws RangeError if it is smaller than what is to be
 * cut from it
 */
export function fitPicture(
  image: Image,
  { size, crop, fit = DEFAULT_FIT, kernel = DEFAULT_KERNEL, channels, background }: FitOptions,
): Image {
  const cut = crop === undefined ? image : cutMiddle(image, ...sidesOf(crop));
  const toned = channels === undefined ? cut : withChannels(cut, channels);
  if (size === undefined) return toned;
  const [height, width] = sidesOf(size);
  switch (fit) {
    case 'fill':
      return bounded(resample(toned, height, width, kernel));
    case 'cover': {
      const scale = Math.min(toned.height / height, toned.width / width);
      return bounded(
        resample(cutMiddle(toned, fraction(height, scale), fraction(width, scale)), height, width, kernel),
      );
    }
    case 'contain': {
      if (background === undefined)
        throw new Error(
          'fit: expected a background for the border that contain leaves, got none. Add background: white, say.',
        );
      const scale = Math.max(toned.height / height, toned.width / width);
      const [inner, across] = [fraction(toned.height, 1 / scale), fraction(toned.width, 1 / scale)];
      return framed(bounded(resample(toned, inner, across, kernel)), height, width, background);
    }
  }
}

function fraction(pixels: number, scale: number): number {
  return Math.max(1, Math.round(pixels * scale));
}

function cutMiddle(image: Image, height: number, width: number): Image {
  const { channels, values } = image;
  if (height > image.height || width > image.width) {
    throw new RangeError(
      `crop: expected an image of at least ${height}×${width}, got ${image.height}×${image.width}. Cut less, or ` +
        'leave it out.',
    );
  }
  if (height === image.height && width === image.width) return image;
  const [top, left] = [(image.height - height) >> 1, (image.width - width) >> 1];
  const out = new Float32Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * channels;
    out.set(values.subarray(from, from + width * channels), y * width * channels);
  }
  return { height, width, channels, values: out };
}

function withChannels(image: Image, channels: 1 | 3): Image {
  if (image.channels === channels) return image;
  const { height, width, values } = image;
  const out = new Float32Array(height * width * channels);
  for (let pixel = 0; pixel < height * width; pixel++) {
    if (channels === 1) out[pixel] = lumaOf(values, pixel);
    else out.fill(values[pixel]!, pixel * 3, pixel * 3 + 3);
  }
  return { height, width, channels, values: out };
}

/** Of equal red, green and blue it is that value itself, whatever rounding would make of the sum. */
function lumaOf(values: Float32Array, pixel: number): number {
  const [red, green, blue] = [values[pixel * 3]!, values[pixel * 3 + 1]!, values[pixel * 3 + 2]!];
  return red === green && green === blue ? red : LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
}

function bounded(image: Image): Image {
  const { values } = image;
  for (let i = 0; i < values.length; i++) values[i] = Math.min(1, Math.max(0, values[i]!));
  return image;
}

function framed(image: Image, height: number, width: number, background: Colour): Image {
  const { channels, values } = image;
  const tone = channels === 1 ? [lumaOf(Float32Array.from(background), 0)] : background;
  const out = Float32Array.from({ length: height * width * channels }, (_, i) => tone[i % channels]!);
  const [top, left] = [(height - image.height) >> 1, (width - image.width) >> 1];
  for (let y = 0; y < image.height; y++) {
    const row = values.subarray(y * image.width * channels, (y + 1) * image.width * channels);
    out.set(row, ((top + y) * width + left) * channels);
  }
  return { height, width, channels, values: out };
}
