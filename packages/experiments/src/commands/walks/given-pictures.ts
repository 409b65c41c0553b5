import { sizeOf, UsageError } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import type { AskedWalk } from './asked-walk.js';
import type { PictureReader } from './picture-reader.js';

/** A picture as the VAE is given it. */
export interface GivenPicture {
  readonly name: string;
  /** How it was read, in words; null of the trial's own. */
  readonly read: string | null;
  /** [h·w·c], 0…1 */
  readonly values: Float32Array;
}

/** The pictures that a walk leads along. @throws UsageError if one is not there, or is no picture */
export async function givenPictures(
  asked: Exclude<AskedWalk, { kind: 'pairs' }>,
  source: ImageSource,
  reader: PictureReader,
): Promise<readonly GivenPicture[]> {
  if (asked.kind === 'images')
    return (['a', 'b'] as const).map((flag) => heldOutImage(source, readIndex(flag, asked[flag], source)));
  const pictures: GivenPicture[] = [];
  for (const { flag, path } of asked.files) {
    const { values, told } = await reader(path, flag);
    pictures.push({ name: path, read: told, values });
  }
  return pictures;
}

/** @throws UsageError if there is no such held-out image */
function readIndex(flag: string, text: string | undefined, { size: { heldOut } }: Pick<ImageSource, 'size'>): number {
  const index = Number(text);
  if (text === undefined || !/^\d+$/.test(text) || index >= heldOut)
    throw new UsageError(
      `--${flag}: expected the index of one of ${heldOut} held-out images, 0 … ${heldOut - 1}, got ${text ?? 'none'}`,
    );
  return index;
}

function heldOutImage(source: ImageSource, index: number): GivenPicture {
  const values = new Float32Array(sizeOf(source.shape));
  source.write('heldOut', index, values);
  return { name: `image ${index}`, read: null, values };
}
