import type { ImageShape } from '../readings/autoencoder.js';
import type { AskedReading } from '../readings/reading.js';
import type { Net, Value } from './net.js';

/** Axes of one picture or of one latent, without the batch; a name where any length fits. */
export type Axes = readonly (number | string)[];

/** What E gives: one tensor, or the mean and the logarithm of the variance apart. */
export type Encoded = Value | { readonly mean: Value; readonly logVariance: Value };

/** Axes of a picture as `encode` takes it, and of a latent as `decode` takes it. */
export interface Shapes {
  readonly image: Axes;
  readonly latent: Axes;
}

/** A VAE's two networks, as functions that write them down for a state dict. */
export interface Architecture {
  /** `pictures` are those that it is for, [h, w, c], where they are known and the arrays leave it open. */
  shapes(net: Pick<Net, 'has' | 'shapeOf'>, pictures?: ImageShape): Shapes;
  encode(net: Net, image: Value, shapes: Shapes): Encoded;
  decode(net: Net, latent: Value, shapes: Shapes): Value;
  /** How its numbers are read, where the experiment does not say it. */
  readonly reading?: AskedReading;
}
