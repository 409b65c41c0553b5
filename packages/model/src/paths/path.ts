import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Key, NamedArrays, NDArray } from '@latent-paths/core';
import type { Weights } from '../weights.js';
import type { LatentSpace } from '../latent-space.js';
import type { SolverHost } from './solving/host.js';
import type { VaeContext } from './vae-context.js';

/** What a path may use besides its endpoints. */
export interface PathContext extends VaeContext {
  /** Of the path itself; `{}` where it trains nothing. */
  readonly weights: Weights;
  /** What `solve` found, one row for each row of the endpoints; absent if nothing is solved for. */
  readonly solution?: Weights;
}

export interface Endpoints {
  /** [b, d] */
  readonly zA: Tensor2D;
  /** [b, d] */
  readonly zB: Tensor2D;
}

/** Points in latent space, which D decodes. */
interface LatentPoints {
  /** [b, d] */
  readonly z: Tensor2D;
}

/** Points of a path that has pictures alone. */
interface ImagePoints {
  readonly z: null;
  /** [b, h, w, c] */
  readonly x: Tensor4D;
}

export type PathPoints = LatentPoints | ImagePoints;

/** The latents of points. @throws if the path has none */
export function latentsOf(points: PathPoints): Tensor2D {
  if (points.z === null)
    throw new RangeError('latentsOf: expected a path through latent space, got one of pictures alone');
  return points.z;
}

/** The pictures of points; [b, h, w, c] */
export function imagesOf(points: PathPoints, { decode }: Pick<PathContext, 'decode'>): Tensor4D {
  return points.z === null ? points.x : decode(points.z);
}

/** Endpoints of pairs to solve for. */
export interface Pairs {
  /** [p, d] */
  readonly zA: NDArray<Float32Array>;
  /** [p, d] */
  readonly zB: NDArray<Float32Array>;
}

/** A family of curves between latents: near zA at α = 0, near zB at α = 1. */
export interface Path {
  /** Whether it has weights to train. */
  readonly trained: boolean;
  /** Evaluations of P a point when computing it. */
  readonly projections: number;
  /** Why it leads through no latents of this space, with what does; null where it leads. Absent if it always does. */
  refusal?(space: LatentSpace): string | null;
  /** What leads better through latents of this space, and why; null if nothing does. Absent if nothing ever does. */
  advice?(space: LatentSpace): string | null;
  /** Its weights at the start of training; `{}` where it trains nothing. */
  initial(space: LatentSpace, key: Key): NamedArrays;
  /**
   * Solves for what `prepare` needs of each pair, by name, [p, …]; absent if a formula or a network gives the path. The
   * result for a pair does not depend on the other pairs.
   * @throws SolverDiverged if the descent did not come nearer to a solution
   */
  solve?(pairs: Pairs, host: SolverHost): Promise<NamedArrays>;
  /** Computes once per pair what does not depend on α; `at` takes one α for each row of the endpoints, [b, 1]. */
  prepare(pairs: Endpoints, context: PathContext): { at(alpha: Tensor2D): PathPoints };
}

/** What `trained`, `projections` and `initial` are for a formula that neither trains nor projects. */
export const untrained = {
  trained: false,
  projections: 0,
  initial: (): NamedArrays => ({}),
} as const;
