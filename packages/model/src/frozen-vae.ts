import type { NamedArrays, Shape } from '@latent-paths/core';
import type { LatentSpace } from './latent-space.js';
import { vaeContext, type VaeContext } from './paths/vae-context.js';
import type { ImageShape } from './vae.js';
import type { Weights } from './weights.js';

/** A VAE that nothing trains any more, whatever it is made of: all that programs need to compute with it. */
export interface FrozenVae extends LatentSpace {
  readonly weights: NamedArrays;
  /** Of the pictures that it takes and gives, values 0…1. */
  readonly imageShape: ImageShape;
  /** The axes that D gives a latent; absent where it takes rows. */
  readonly latentShape?: Shape;
  /** Where a latent is some dimensions of what E gives: which numbers of its row, and its axes. */
  readonly active?: { readonly dimensions: readonly number[]; readonly of: Shape };
  /** E, D and P, in ops, of the weights as tensors. */
  context(weights: Weights): VaeContext;
}

/** The VAE that `initialVae` begins and training ends. @throws RangeError if weights of it are missing */
export function convolutionalVae(weights: NamedArrays, imageShape: ImageShape): FrozenVae {
  const bias = weights['encoder/mean/bias'];
  if (bias === undefined)
    throw new RangeError(
      'convolutionalVae: expected encoder/mean/bias, got only ' +
        (Object.keys(weights).join(', ') || 'no weights at all'),
    );
  return {
    weights,
    imageShape,
    latentSize: bias.shape[0]!,
    context: (tensors) => vaeContext({ weights: tensors, imageShape }),
  };
}
