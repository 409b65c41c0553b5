import type { PlaygroundData } from '@latent-paths/browser';
import { encodeSprite, spriteTile } from '@latent-paths/data';
import type { HeldOutLatents } from '@latent-paths/trials/evaluation';

const COLUMNS = 50;
const QUALITY = 80;

/** Pictures to choose by as one lossy WebP, a place each, and what they are. */
export async function pictureSheet(
  { pictures, areReal }: Pick<HeldOutLatents, 'pictures' | 'areReal'>,
  [height, width, channels]: readonly [number, number, number],
): Promise<Pick<PlaygroundData, 'image' | 'pictures'>> {
  if (channels !== 1 && channels !== 3)
    throw new RangeError(`--to page: expected pictures of 1 or 3 channels, got ${channels}`);
  const image = { height, width, channels } as const;
  const rows = Array.from({ length: Math.ceil(pictures.length / COLUMNS) }, (_, row) =>
    pictures.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
  const webp = await encodeSprite({ ...image, quality: QUALITY, frames: rows });
  return {
    image,
    pictures: {
      count: pictures.length,
      columns: Math.min(COLUMNS, pictures.length),
      tile: spriteTile(image),
      webp: Buffer.from(webp).toString('base64'),
      areReal,
    },
  };
}
