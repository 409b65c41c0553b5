import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/** Whole paths on a grid of `a` values of α from 0 to 1, for `p` pairs; D numbers a decoded frame. */
export interface PathSample {
  /** Points of the path [p, a, d]. */
  readonly z: Tensor3D;
  /** Points of the straight line at the same α [p, a, d]. */
  readonly linear: Tensor3D;
  /** P(z) [p, a, d]. */
  readonly projected: Tensor3D;
  /** D(z), flattened [p, a, D]. */
  readonly decoded: Tensor3D;
  /** D(zA), flattened [p, D]. */
  readonly decodedA: Tensor2D;
  /** D(zB), flattened [p, D]. */
  readonly decodedB: Tensor2D;
  /** [p, d] */
  readonly zA: Tensor2D;
  /** [p, d] */
  readonly zB: Tensor2D;
}

/** A number for each point of a path. */
export interface PointMetric {
  readonly about: string;
  /** [p, a] */
  value(sample: PathSample): Tensor2D;
}

/** A number for each path. */
export interface PathMetric {
  readonly about: string;
  /** [p] */
  value(sample: PathSample): Tensor1D;
}

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
