import { sizeOf, type Shape } from '@latent-paths/core';
import type { Port } from '../graph.js';
import type { ImageShape } from './autoencoder.js';
import { LAYOUTS, type Layout } from './reading.js';

/** One picture's lengths as the file has them; undefined if it leaves them open. */
type Lengths = readonly [height: number | undefined, width: number | undefined, channels: number | undefined];

const MOST_CHANNELS = 4;
const numberOf = (length: number | string | undefined): number | undefined =>
  typeof length === 'number' ? length : undefined;

/**
 * The lengths of the pictures of a port [b, c, h, w] or [b, h, w, c] or [b, h, w]; undefined if it has other axes.
 */
function picturesOf({ shape }: Pick<Port, 'shape'>, layout: Layout): Lengths | undefined {
  const rest = shape?.slice(1).map(numberOf);
  if (rest?.length === 2) return [rest[0], rest[1], 1];
  if (rest?.length !== 3) return undefined;
  return layout === 'nchw' ? [rest[1], rest[2], rest[0]] : [rest[0], rest[1], rest[2]];
}

/** Numbers of one row of a port [b, n]; undefined if it has other axes. */
function rowOf({ shape }: Pick<Port, 'shape'>): { readonly length: number | undefined } | undefined {
  return shape?.length === 2 ? { length: numberOf(shape[1]) } : undefined;
}

export interface Fitting {
  readonly image?: ImageShape | undefined;
  /** Height and width may be others. */
  readonly resized?: boolean;
  /** Channels beyond the picture's. */
  readonly more?: number;
}

/**
 * The layouts in which a port may hold pictures; the first one alone where both are the same. An axis that is open is
 * no sign of channels.
 */
export function layoutsOf(port: Pick<Port, 'shape'>, { image, resized = false, more = 0 }: Fitting): readonly Layout[] {
  const row = rowOf(port);
  if (row !== undefined) {
    if (image === undefined) return ['nchw'];
    const [height, width, channels] = image;
    const fits = row.length === undefined || row.length === height * width * (channels + more);
    return fits ? LAYOUTS.slice(0, channels + more === 1 ? 1 : 2) : [];
  }
  if (port.shape === undefined) return LAYOUTS;
  const fitting = LAYOUTS.filter((layout) => {
    const lengths = picturesOf(port, layout);
    if (lengths === undefined) return false;
    const [height, width, channels] = lengths;
    if (channels !== undefined && channels > MOST_CHANNELS) return false;
    if (image === undefined) return true;
    const same = (own: number | undefined, wanted: number) => own === undefined || own === wanted;
    return same(channels, image[2] + more) && (resized || (same(height, image[0]) && same(width, image[1])));
  });
  const sure = fitting.filter((layout) => picturesOf(port, layout)![2] !== undefined); // they fit
  const likely = sure.length > 0 ? sure : fitting;
  return port.shape.length === 3 ? likely.slice(0, 1) : likely;
}

/** The shape of pictures that a port fixes, or undefined if it leaves it open. */
export function fixedPictures(port: Pick<Port, 'shape'>, layout: Layout): ImageShape | undefined {
  const [height, width, channels] = picturesOf(port, layout) ?? [];
  return height === undefined || width === undefined || channels === undefined ? undefined : [height, width, channels];
}

/** The shape of n pictures in a tensor of so many axes. */
export function shapeOfPictures(rank: number, layout: Layout, [height, width, channels]: ImageShape): Shape {
  if (rank === 2) return [sizeOf([height, width, channels])];
  if (rank === 3) return [height, width];
  return layout === 'nchw' ? [channels, height, width] : [height, width, channels];
}
