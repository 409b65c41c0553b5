import { encodeSprite } from '@latent-paths/data';

/** Frames of one pair: by arm, then by α. */
type PairFrames = readonly (readonly (Uint8Array | null)[])[];

export interface EncodeSpritesOptions {
  readonly pairs: readonly PairFrames[];
  /** α of a frame's place. */
  readonly alphas: readonly number[];
  readonly image: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
  readonly quality: number;
  /** Bytes of all sprites, at most. */
  readonly most: number;
}

export interface EncodedSprites {
  /** As many of the pairs, the first ones, as there is room for. */
  readonly sprites: readonly Uint8Array[];
  /** Places of the α that were kept, in the α that were given. */
  readonly places: readonly number[];
}

/** Sprites within a number of bytes: where there is not room for all, fewer α, and then fewer pairs. */
export async function encodeSprites({
  pairs,
  alphas,
  image,
  quality,
  most,
}: EncodeSpritesOptions): Promise<EncodedSprites> {
  const strides = stridesOf(alphas.length);
  for (const stride of strides) {
    const places = [...alphas.keys()].filter((place) => place % stride === 0);
    const sprites: Uint8Array[] = [];
    let bytes = 0;
    for (const frames of pairs) {
      const thinned = frames.map((row) => places.map((place) => row[place] ?? null));
      const sprite = await encodeSprite({ ...image, quality, frames: thinned });
      bytes += sprite.length;
      if (bytes > most) break;
      sprites.push(sprite);
    }
    if (sprites.length === pairs.length || stride === strides.at(-1)) return { sprites, places };
  }
  return { sprites: [], places: [] };
}

/** Strides 1, 2, 4 … that keep both ends of a grid, as long as they leave five of its points. */
function stridesOf(points: number): readonly number[] {
  const strides = [1];
  for (let stride = 2; (points - 1) % stride === 0 && (points - 1) / stride >= 4; stride *= 2) strides.push(stride);
  return strides;
}
