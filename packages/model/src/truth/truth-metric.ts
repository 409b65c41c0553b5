import type { FactorSpace } from './factor-space.js';

/** A path through the factors: one set of factors a frame. */
export type FactorPath = readonly ArrayLike<number>[];

/** What the frames of one path were found to be made from, and what they should have been. */
export interface TruthSample {
  readonly space: FactorSpace;
  /** Factors recovered from the frames. */
  readonly path: FactorPath;
  /** The shortest path between the true ends, at the same α. */
  readonly truth: FactorPath;
  /** True factors of the images at the two ends. */
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** Ascending from 0 to 1, one a frame. */
  readonly alphas: ArrayLike<number>;
}

/** What ground truth says of one path, in one number. */
export interface TruthMetric {
  readonly about: string;
  /** Null where it is not defined for the pair. */
  value(sample: TruthSample): number | null;
}
