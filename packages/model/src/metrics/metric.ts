import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/** Decoded paths on a grid of `a` values of α from 0 to 1, for `p` pairs; D numbers a decoded frame. */
export interface ImageSample {
  /** Frames of the path, flattened [p, a, D]. */
  readonly decoded: Tensor3D;
  /** D(zA), flattened [p, D]. */
  readonly decodedA: Tensor2D;
  /** D(zB), flattened [p, D]. */
  readonly decodedB: Tensor2D;
}

/** Whole paths through latent space, and their frames D(z). */
export interface PathSample extends ImageSample {
  /** Points of the path [p, a, d]. */
  readonly z: Tensor3D;
  /** Points of the straight line at the same α [p, a, d]. */
  readonly linear: Tensor3D;
  /** P(z) [p, a, d]. */
  readonly projected: Tensor3D;
  /** [p, d] */
  readonly zA: Tensor2D;
  /** [p, d] */
  readonly zB: Tensor2D;
}

/** What is measured on latents: not defined for a path that has none. */
export interface LatentMetric<Value> {
  readonly of: 'latents';
  readonly about: string;
  value(sample: PathSample): Value;
}

/** What is measured on decoded frames alone: defined for every path. */
export interface ImageMetric<Value> {
  readonly of: 'images';
  readonly about: string;
  value(sample: ImageSample): Value;
}

/** A number for each point of a path, [p, a]. */
export type PointMetric = LatentMetric<Tensor2D> | ImageMetric<Tensor2D>;

/** A number for each path, [p]. */
export type PathMetric = LatentMetric<Tensor1D> | ImageMetric<Tensor1D>;

/** The middles (α = ½) of n paths and of the straight lines between the same endpoints, row by row. */
export interface PathMiddles {
  /** [n, d] */
  readonly middles: Float32Array;
  /** [n, d] */
  readonly linear: Float32Array;
  /** d */
  readonly latentSize: number;
}

/** One number for a whole set of paths. */
export interface SetMetric {
  readonly about: string;
  /** @throws where there are fewer than two paths, or the arrays do not match */
  value(set: PathMiddles): number;
}
