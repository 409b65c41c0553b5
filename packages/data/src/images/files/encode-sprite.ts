export interface Sprite {
  /** By row and column; null leaves a place black. Bytes [height, width, channels] each. */
  readonly frames: readonly (readonly (Uint8Array | null)[])[];
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** 0 to 100 */
  readonly quality: number;
}

/** Side of the squares that WebP compresses by: frames that begin on one do not stain each other. */
const BLOCK = 16;
/** Longest side that WebP holds. */
const LONGEST = 16_383;

/** The place of a frame in a sprite, and where the frame begins in it. */
export interface SpriteTile {
  readonly height: number;
  readonly width: number;
  readonly top: number;
  readonly left: number;
}

/** Whole squares around a frame, with at least one pixel on each side: colours are interpolated between squares. */
export function spriteTile({ height, width }: Pick<Sprite, 'height' | 'width'>): SpriteTile {
  const whole = (side: number) => Math.ceil((side + 2) / BLOCK) * BLOCK;
  const tile = { height: whole(height), width: whole(width) };
  return { ...tile, top: Math.floor((tile.height - height) / 2), left: Math.floor((tile.width - width) / 2) };
}

/**
 * Frames in rows and columns as one lossy WebP. Each lies in a place of whole squares of 16 pixels, which its edges
 * continue into, so that frames do not stain each other.
 * @throws RangeError if the sprite is larger than WebP holds
 */
export async function encodeSprite({ frames, height, width, channels, quality }: Sprite): Promise<Uint8Array> {
  const tile = spriteTile({ height, width });
  const columns = Math.max(0, ...frames.map((row) => row.length));
  const [across, down] = [columns * tile.width, frames.length * tile.height];
  if (!(across > 0 && down > 0) || Math.max(across, down) > LONGEST)
    throw new RangeError(`encodeSprite: expected 1 to ${LONGEST} pixels a side, got ${across}×${down}`);
  const pixels = new Uint8Array(across * down * channels);
  frames.forEach((row, r) =>
    row.forEach((frame, c) => {
      if (frame === null) return;
      for (let y = 0; y < tile.height; y++) {
        const from = inside(y - tile.top, height) * width;
        const to = (r * tile.height + y) * across + c * tile.width;
        for (let x = 0; x < tile.width; x++)
          for (let k = 0; k < channels; k++)
            pixels[(to + x) * channels + k] = frame[(from + inside(x - tile.left, width)) * channels + k]!;
      }
    }),
  );
  const { default: sharp } = await import('sharp'); // loaded by those alone who write sprites
  const image = sharp(pixels, { raw: { width: across, height: down, channels }, limitInputPixels: false });
  return image.webp({ quality, smartSubsample: true, effort: 5 }).toBuffer();
}

const inside = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));
