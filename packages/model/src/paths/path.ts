import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Key, NamedArrays } from '@latent-paths/core';
import { decode, encode, project, type Vae } from '../vae.js';
import type { Weights } from '../weights.js';

/** What a path may use besides its endpoints. */
export interface PathContext {
  /** Of the path itself; `{}` where it trains nothing. */
  readonly weights: Weights;
  /** P(z) = E(D(z)); [b, d] → [b, d] */
  readonly project: (z: Tensor2D) => Tensor2D;
  /** D; [b, d] → [b, h, w, c] */
  readonly decode: (z: Tensor2D) => Tensor4D;
  /** E, the posterior mean; [b, h, w, c] → [b, d] */
  readonly encode: (x: Tensor4D) => Tensor2D;
}

/** The frozen VAE's part of every `PathContext`. */
export function vaeContext(vae: Vae): Omit<PathContext, 'weights'> {
  return {
    project: (z) => project(vae, z),
    decode: (z) => decode(vae, z),
    encode: (x) => encode(vae.weights, x),
  };
}

export interface Endpoints {
  /** [b, d] */
  readonly zA: Tensor2D;
  /** [b, d] */
  readonly zB: Tensor2D;
}

export interface PathPoints {
  /** [b, d] */
  readonly z: Tensor2D;
}

/** A family of curves between latents: at α = 0 near zA, at α = 1 near zB. */
export interface Path {
  /** Whether it has weights to train. */
  readonly trained: boolean;
  /** Evaluations of P a point when walking it. */
  readonly projections: number;
  /** Its weights at the start of training; `{}` where it trains nothing. */
  initial(latentSize: number, key: Key): NamedArrays;
  /** Does once per pair what does not depend on α; `at` takes one α for each row of the endpoints, [b, 1]. */
  prepare(pairs: Endpoints, context: PathContext): { at(alpha: Tensor2D): PathPoints };
}

/** What `trained`, `projections` and `initial` are for a formula that neither trains nor projects. */
export const untrained = {
  trained: false,
  projections: 0,
  initial: (): NamedArrays => ({}),
} as const;
