import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { LatentPlaces } from '../latent-space.js';
import { decode, encode, project, type Vae } from '../vae.js';

/** The part of a frozen VAE that paths use. */
export interface VaeContext {
  /** P(z) = E(D(z)); [b, d] → [b, d] */
  readonly project: (z: Tensor2D) => Tensor2D;
  /** D; [b, d] → [b, h, w, c] */
  readonly decode: (z: Tensor2D) => Tensor4D;
  /** E, the posterior mean; [b, h, w, c] → [b, d] */
  readonly encode: (x: Tensor4D) => Tensor2D;
  /** Where the numbers of a latent lie; absent where it is a row and nothing more. */
  readonly places?: LatentPlaces;
}

/** The frozen VAE's part of every `PathContext`. */
export function vaeContext(vae: Vae): VaeContext {
  return {
    project: (z) => project(vae, z),
    decode: (z) => decode(vae, z),
    encode: (x) => encode(vae.weights, x),
  };
}
