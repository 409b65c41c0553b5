import { sizeOf } from '@latent-paths/core';
import type { Picture } from '@latent-paths/data';

export interface FilmStripOptions {
  /** [n, h·w·c], values 0…1; others are cut to them */
  readonly tiles: Float32Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Sides of a pixel's square. */
  readonly scale: number;
}

/**
 * Images side by side on white, with a gap of `scale` between two of them. @throws RangeError if they are neither
 * grey nor RGB
 */
export function filmStrip({ tiles, shape, scale }: FilmStripOptions): Picture {
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3)
    throw new RangeError(`filmStrip: expected images of 1 or 3 channels, got ${channels}`);
  const pixels = sizeOf(shape);
  const count = tiles.length / pixels;
  const step = (width + 1) * scale;
  const strip = {
    width: count * step - scale,
    height: height * scale,
    channels,
    data: new Uint8Array((count * step - scale) * height * scale * channels).fill(255),
  } as const;
  for (let y = 0; y < strip.height; y++) {
    for (let x = 0; x < strip.width; x++) {
      const [tile, column] = [Math.floor(x / step), Math.floor((x % step) / scale)];
      if (column === width) continue;
      const from = tile * pixels + (Math.floor(y / scale) * width + column) * channels;
      for (let c = 0; c < channels; c++)
        strip.data[(y * strip.width + x) * channels + c] = Math.round(255 * Math.min(1, Math.max(0, tiles[from + c]!)));
    }
  }
  return strip;
}
