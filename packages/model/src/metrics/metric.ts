import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { PathExample, PointExample, SetExample } from './metric-examples.js';

/** Points of p paths, a values of α each, in latent space. */
export interface PointSample {
  /** Points of the path [p, a, d]. */
  readonly z: Tensor3D;
  /** Points of the straight line at the same α [p, a, d]. */
  readonly linear: Tensor3D;
  /** P(z) [p, a, d]. */
  readonly projected: Tensor3D;
}

/** A number for each point of a path through latent space, measured where the path is computed: in training too. */
export interface PointMetric {
  readonly about: string;
  /** Small numbers that a reader checks by hand; a law runs them. */
  readonly worked: PointExample;
  /** [p, a] */
  value(sample: PointSample): Tensor2D;
}

/** The latents of one interpolation. */
export interface InterpolatedLatents {
  /** z_0 … z_n, one after another [n + 1, d]. */
  readonly z: Float32Array;
  /** [d] */
  readonly zA: Float32Array;
  /** [d] */
  readonly zB: Float32Array;
  /**
   * The way back, I(zB, zA, 1 − α), at s ≥ 2 values of α of the grid, evenly spaced from 0 to 1 [s, d]; null if it
   * was not computed.
   */
  readonly back: Float32Array | null;
  /**
   * How far the path from zA to zA strays, I(zA, zA, α) − zA, at s ≥ 1 values of α [s, d]; null if it was not
   * computed.
   */
  readonly strayed: Float32Array | null;
  /** r(z_i) = ‖z_i − P(z_i)‖² [n + 1]. */
  readonly reprojection: Float32Array;
  /** τ: the 95th percentile of r over real held-out latents. */
  readonly tau: number;
}

/** One interpolation along a path, on a uniform grid of n + 1 values of α from 0 to 1. */
export interface Interpolation {
  /** Decoded frames x_0 … x_n, one after another [n + 1, D]. */
  readonly frames: Float32Array;
  /** D(zA) and D(zB), which the path may miss [D]. */
  readonly decodedA: Float32Array;
  readonly decodedB: Float32Array;
  /** Distance to the nearest real image at an odd number of α, evenly spaced from 0 to 1. */
  readonly nearest: Float64Array;
  /** Null if the path is of images alone. */
  readonly latents: InterpolatedLatents | null;
}

/** An interpolation with what several metrics share; `measureInterpolation` makes it. */
export interface MeasuredInterpolation extends Interpolation {
  /** ‖x_{i+1} − x_i‖ [n]. */
  readonly steps: Float64Array;
}

/** A number for each path, in double precision. */
export interface PathMetric {
  readonly about: string;
  /** Small numbers that a reader checks by hand; a law runs them. */
  readonly worked: PathExample;
  /** Null if it is not defined. */
  value(path: MeasuredInterpolation): number | null;
}

/** Latents of the middles (α = ½) of n paths, and of the straight lines between the same ends, row by row. */
export interface Middles {
  /** [n, d] */
  readonly path: Float32Array;
  /** [n, d] */
  readonly linear: Float32Array;
  /** d */
  readonly size: number;
}

/** n images, as a rule the decoded middles of n paths, beside m real ones that no path ends in. */
export interface Images {
  /** Null if the images come from no latents. */
  readonly middles: Middles | null;
  /** Index of the real image nearest to each image, in pixels [n]. */
  readonly nearest: Int32Array;
  /** Features of the images by a fixed network [n, f]. */
  readonly features: Float32Array;
  /** Features of the real images by the same network [m, f]. */
  readonly realFeatures: Float32Array;
  /** f */
  readonly featureSize: number;
}

/** Images with what several metrics share; `imageSet` makes it. */
export interface ImageSet extends Images {
  /** Null if there are too few images to have a k-th neighbour. */
  readonly neighbours: Neighbours | null;
}

/** How real images and as many others lie among each other in feature space. */
export interface Neighbours {
  /** k */
  readonly k: number;
  /** Images of each kind, c. */
  readonly count: number;
  /** Distance of each real image to its k-th nearest other real image [c]. */
  readonly realRadii: Float64Array;
  /** Distance of each image to its k-th nearest other image of the set [c]. */
  readonly radii: Float64Array;
  /** ‖real_i − image_j‖ at i·c + j [c, c]. */
  readonly distances: Float64Array;
}

/** One number for a whole set of paths, or of images, in double precision. */
export interface SetMetric {
  readonly about: string;
  /** Small numbers that a reader checks by hand; a law runs them. */
  readonly worked: SetExample;
  /** Whether images are held against real ones: it is not defined where there are none. */
  readonly againstReal?: true;
  /**
   * Null if it is not defined. @throws RangeError if there are fewer than two images, or arrays that do not match
   */
  value(set: ImageSet): number | null;
}
