import type { Picture } from '@latent-paths/data';

/**
 * Pictures of one width below each other, with `gap` white lines between two of them. @throws RangeError if widths
 * differ
 */
export function stackPictures(pictures: readonly [Picture, ...Picture[]], gap: number): Picture {
  const [first, ...rest] = pictures;
  const { width, channels } = first;
  if (rest.some((picture) => picture.width !== width || picture.channels !== channels))
    throw new RangeError('stackPictures: expected pictures of one width and as many channels, got others');
  const white = new Uint8Array(gap * width * channels).fill(255);
  const data = Buffer.concat([first.data, ...rest.flatMap((picture) => [white, picture.data])]);
  return { width, channels, height: data.length / (width * channels), data };
}
