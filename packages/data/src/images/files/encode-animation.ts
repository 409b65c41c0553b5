import type { Picture } from '../../png.js';

/** What animations are written as. */
export type AnimationFormat = 'gif' | 'webp';

export interface Animation {
  /** All of one size and with as many channels, one or more. */
  readonly frames: readonly Picture[];
  /** Milliseconds that each frame is shown. */
  readonly delays: readonly number[];
}

/** Longest sides that the formats hold. */
const LONGEST = { gif: 65_535, webp: 16_383 } as const satisfies Readonly<Record<AnimationFormat, number>>;

/**
 * Frames as a GIF or a WebP that repeats for ever. WebP keeps every sample, and joins equal frames that follow each
 * other: the joined one is shown as long as both. GIF has 256 colours a frame, so that grey frames keep theirs.
 * @throws RangeError if frames differ in size, or are larger than the format holds
 */
export async function encodeAnimation(format: AnimationFormat, { frames, delays }: Animation): Promise<Uint8Array> {
  const [first] = frames;
  if (first === undefined) throw new RangeError('encodeAnimation: expected at least one frame, got none');
  const { width, height, channels } = first;
  if (frames.some((frame) => frame.width !== width || frame.height !== height || frame.channels !== channels))
    throw new RangeError('encodeAnimation: expected frames of one size, got others');
  if (Math.max(width, height) > LONGEST[format])
    throw new RangeError(
      `${format}: expected frames of at most ${LONGEST[format]} pixels a side, got ${width}×${height}; write PNG`,
    );
  const { default: sharp } = await import('sharp'); // loaded by those alone who write animations
  const pixels = Buffer.concat(frames.map(({ data }) => data));
  const raw = { width, height: height * frames.length, channels, pageHeight: height };
  const image = sharp(pixels, { raw, limitInputPixels: false });
  const shown = { delay: [...delays], loop: 0 };
  const encoded =
    format === 'gif'
      ? image.gif({ ...shown, keepDuplicateFrames: true, dither: 0 })
      : image.webp({ ...shown, lossless: true, exact: true });
  return encoded.toBuffer();
}
