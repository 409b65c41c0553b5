import type { Metadata, SharpInput } from 'sharp';
import type { Colour } from '../fit/fit-picture.js';
import { MissingBackground } from '../fit/missing-background.js';
import type { Image } from '../fit/resample.js';
import { Damaged } from './damaged.js';

export interface DecodeOptions {
  /** What transparent pixels lie on; null if none is stated: pictures must be opaque then. */
  readonly background: Colour | null;
}

/** More pixels are no picture that anybody trains on, and fill the memory. */
const MOST_PIXELS = 2 ** 26;

/** How the files begin that are read: nothing else is handed to the decoder, whatever a file is called. */
const BEGINNINGS: readonly (readonly [format: string, matches: (bytes: Buffer) => boolean])[] = [
  ['PNG', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['JPEG', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('\xff\xd8\xff', 'latin1'))],
  ['GIF', (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))],
  ['WebP', (bytes) => /^RIFF[^]{4}WEBP$/.test(bytes.toString('latin1', 0, 12))],
];
const LFS_POINTER = 'version https://git-lfs';

/**
 * Decodes a PNG, JPEG, WebP or GIF (the first frame): turned as its EXIF says, in sRGB (colours with a profile, and
 * CMYK, are converted), transparent pixels laid on the background; values 0…1, [height, width, 3]. 16-bit files keep
 * their 16 bits.
 * @throws Damaged if it cannot be decoded whole; MissingBackground if it is transparent and none is stated
 */
export async function decodePicture(bytes: Buffer, { background }: DecodeOptions): Promise<Image> {
  checkBeginning(bytes);
  const { default: sharp } = await import('sharp'); // a library of the system: loaded by those alone who have pictures
  const open = (input: SharpInput) => sharp(input, { failOn: 'error', limitInputPixels: MOST_PIXELS, pages: 1 });
  const { depth } = await decoding(() => open(bytes).metadata());
  const wide = depth === 'ushort';
  const { data, info } = await decoding(() =>
    open(bytes)
      .autoOrient()
      .toColourspace(wide ? 'rgb16' : 'srgb')
      .raw({ depth: wide ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const samples = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const size = { height: info.height, width: info.width };
  return {
    ...size,
    channels: 3,
    values: laidOn(samples, { ...size, channels: info.channels, most: mostOf(depth), background }),
  };
}

function mostOf(depth: Metadata['depth']): number {
  return depth === 'ushort' ? 65535 : 255;
}

function checkBeginning(bytes: Buffer): void {
  if (BEGINNINGS.some(([, matches]) => matches(bytes))) return;
  if (bytes.length === 0) throw new Damaged('an empty file');
  if (bytes.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER)
    throw new Damaged('a pointer of Git LFS in place of the picture; fetch it with git lfs pull');
  throw new Damaged(`no ${BEGINNINGS.map(([format]) => format).join(', ')}, whatever its name says`);
}

async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Damaged(cause instanceof Error ? cause.message.trim().replace(/\s*\n\s*/g, '; ') : String(cause), {
      cause,
    });
  }
}

interface Samples {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** The sample that stands for 1. */
  readonly most: number;
  readonly background: Colour | null;
}

/** c = a·x + (1 − a)·background, on values as they are stored. */
function laidOn(
  samples: Uint8Array | Uint16Array,
  { height, width, channels, most, background }: Samples,
): Float32Array {
  const out = new Float32Array(height * width * 3);
  const opaque = channels === 3;
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = pixel * channels;
    const alpha = opaque ? 1 : samples[from + 3]! / most;
    if (alpha < 1 && background === null) {
      throw new MissingBackground(
        'expected a background for transparent pixels, got none. Add background: white, black or "#rrggbb"',
      );
    }
    for (let c = 0; c < 3; c++) {
      const value = samples[from + c]! / most;
      out[pixel * 3 + c] = background === null || alpha === 1 ? value : alpha * value + (1 - alpha) * background[c]!;
    }
  }
  return out;
}
