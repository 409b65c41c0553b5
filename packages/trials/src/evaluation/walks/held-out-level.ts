import { sizeOf, summarise } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import { reconstructPictures, type ReconstructPicturesOptions } from './reconstruct-pictures.js';

/** How well a VAE gives held-out pictures back: squared errors, as of `Reconstruction`. */
export interface HeldOutLevel {
  readonly images: number;
  readonly mean: number;
  /** 95 % of the pictures lie below. */
  readonly q95: number;
}

export interface HeldOutLevelOptions extends Omit<ReconstructPicturesOptions, 'pictures'> {
  readonly source: ImageSource;
}

/** Pictures that tell the level. */
const MOST = 128;

/** Measures it on the first held-out pictures of a source; null where it has none. */
export async function heldOutLevel({ source, ...options }: HeldOutLevelOptions): Promise<HeldOutLevel | null> {
  const images = Math.min(MOST, source.size.heldOut);
  if (images === 0) return null;
  const pictures = async function* () {
    for (let i = 0; i < images; i++) {
      const picture = new Float32Array(sizeOf(source.shape));
      source.write('heldOut', i, picture);
      yield picture;
    }
  };
  const found = await reconstructPictures({ ...options, pictures: pictures() });
  const { mean, q95 } = summarise(found.map(({ squaredError }) => squaredError));
  return { images, mean, q95 };
}
