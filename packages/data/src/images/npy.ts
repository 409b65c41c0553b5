import { definePiece, hashJson, sha256 } from '@latent-paths/core';
import { z } from 'zod';
import { parseArrayReference } from '../arrays/array-reference.js';
import { openNpy, type NpyArray } from '../arrays/open-npy.js';
import {
  cacheOf,
  checkContent,
  colourOf,
  contentParameter,
  backgroundParameter,
  heldOutParameter,
} from './files/file-parameters.js';
import { hashFileNow } from './files/hash-file.js';
import { isHeldOut } from './files/is-held-out.js';
import { openPack } from './files/open-pack.js';
import { pack, type Found } from './files/pack.js';
import { partsOf, readSource } from './files/read-source.js';
import { inWorkspace } from './files/workspace.js';
import { fitPicture } from './fit/fit-picture.js';
import { fittingShape } from './fit/fitting.js';
import type { Image } from './fit/resample.js';
import type { ImageContext, ImageSet, ImageSource } from './source.js';

/** Raised when the same file comes to give other pixels. */
const READER = 1;

const schema = z.object({
  path: z
    .string()
    .regex(/\.(npy|npz|npz\[[^[\]]+\])$/i, 'expected images.npy, or images.npz[key]')
    .describe('array of images, relative to the workspace: images.npy, or images.npz[key]'),
  layout: z
    .enum(['nhw', 'nhwc', 'nchw'])
    .optional()
    .describe('order of the axes: image, height, width, channels; nhw of three axes, must be stated for four'),
  range: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe(
      'the values of black and white; [0, 255] of bytes, [0, 65535] of 16 bits, must be stated for other types',
    ),
  ...fittingShape,
  background: backgroundParameter.optional(),
  heldOut: heldOutParameter
    .default(0.1)
    .describe('share of the images that is held out from all training, chosen by the hash of each image'),
  content: contentParameter,
});
type Parameters = z.output<typeof schema>;

interface Layout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Where the number of a pixel's channel lies in an image. */
  at(pixel: number, channel: number): number;
}

/** @throws if the axes are not those that are stated, or are no images */
function layoutOf(path: string, shape: readonly number[], stated: Parameters['layout']): Layout {
  const layout = stated ?? (shape.length === 3 ? 'nhw' : undefined);
  const got = `the shape (${shape.join(', ')})`;
  if (layout === undefined)
    throw new Error(`${path}: expected a layout for four axes, got none for ${got}. Add layout: nhwc or nchw.`);
  if (shape.length !== layout.length)
    throw new Error(`${path}: expected the axes ${[...layout].join(', ')}, got ${got}. State another layout.`);
  const side = (axis: string) => shape[layout.indexOf(axis)] ?? 1;
  const [height, width, channels] = [side('h'), side('w'), side('c')];
  if (channels !== 1 && channels !== 3)
    throw new Error(
      `${path}: expected 1 or 3 channels, got ${channels} of ${got} as ${layout}. State another layout, or save ` +
        'the channels that are meant.',
    );
  const pixels = height * width;
  return {
    height,
    width,
    channels,
    at:
      layout === 'nchw' ? (pixel, channel) => channel * pixels + pixel : (pixel, channel) => pixel * channels + channel,
  };
}

function rangeOf(path: string, { element }: NpyArray, stated: Parameters['range']): readonly [number, number] {
  const range = stated ?? element.range;
  if (range === null)
    throw new Error(
      `${path}: expected the range of the values, got none for numbers that are no bytes. Add range: [0, 1] or ` +
        '[-1, 1].',
    );
  if (range[0] >= range[1])
    throw new Error(
      `${path}: expected a range from black to white, got [${range.join(', ')}]. Give the smaller one first.`,
    );
  return range;
}

function imageOf(
  where: string,
  bytes: Buffer,
  { element }: NpyArray,
  { height, width, channels, at }: Layout,
  [low, high]: readonly [number, number],
): Image {
  const values = new Float32Array(height * width * channels);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = element.read(bytes, at(pixel, channel) * element.bytes);
      if (!(value >= low && value <= high))
        throw new Error(
          `${where}: expected values in [${low}, ${high}], got ${value}. State the range that they have.`,
        );
      values[pixel * channels + channel] = (value - low) / (high - low);
    }
  }
  return { height, width, channels, values };
}

async function* found(
  path: string,
  array: NpyArray,
  given: Omit<Parameters, 'path' | 'content' | 'heldOut'>,
): AsyncGenerator<Found> {
  const { layout, range, background, ...fitting } = given;
  const laid = layoutOf(path, array.shape, layout);
  const bounds = rangeOf(path, array, range);
  let i = 0;
  for await (const bytes of array.rows()) {
    const name = `${path}, image ${i++}`;
    const image = imageOf(name, bytes, array, laid, bounds);
    yield {
      image: fitPicture(image, { ...fitting, ...(background !== undefined && { background: colourOf(background) }) }),
      hash: sha256(bytes),
      name,
    };
  }
}

async function open({ path, content, heldOut, ...looks }: Parameters, context: ImageContext): Promise<ImageSource> {
  const reference = parseArrayReference(path);
  const file = inWorkspace(reference.file);
  const got = contentOf(path);
  checkContent(path, content, got);
  const array = await openNpy(reference, file);
  try {
    const made = await pack({
      cache: cacheOf('npy', context),
      key: hashJson({ reader: READER, content: got, ...looks }),
      type: array.element.range?.[1] === 255 && looks.range === undefined ? '|u1' : '<f4',
      images: () => found(path, array, looks),
    });
    const parts = partsOf(made.index.hashes, (hash) => isHeldOut(hash, heldOut));
    const notes = [
      `${path}: ${made.index.hashes.length} images: ${parts.train.length} to train on, ${parts.heldOut.length} ` +
        'held out',
    ];
    return readSource({ kind: 'npy', shape: made.index.shape, parts, read: openPack(made), notes });
  } finally {
    await array.close();
  }
}

/** Of the file, and of the array's name in it. */
function contentOf(path: string): string {
  const { file, key } = parseArrayReference(path);
  try {
    return hashJson([hashFileNow(inWorkspace(file)), key ?? null]);
  } catch (cause) {
    throw new Error(
      `npy: expected a file, got none that can be read: ${file}. Give its path relative to the workspace.`,
      { cause },
    );
  }
}

/**
 * Images of an array of NumPy: [n, h, w], [n, h, w, c] or [n, c, h, w], of integers or of numbers whose range is
 * stated.
 */
export const npy = definePiece({
  about: 'images of an array of NumPy, in an npy or npz file',
  schema,
  build: (parameters): ImageSet => ({
    factors: [],
    looks: { background: parameters.background, fit: parameters.fit, kernel: parameters.kernel },
    files: { aside: ['path'], content: () => contentOf(parameters.path) },
    open: (context) => open(parameters, context),
  }),
});
