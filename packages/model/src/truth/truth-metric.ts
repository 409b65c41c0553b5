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

/**
 * One path by hand, its frames at even α, with two shapes, a hue round a circle of 1, x
 * from 0 to 1, and a rotation in quarters of a turn that shape 1 repeats after each. What is left out is 0.
 */
interface TruthExample {
  readonly path: readonly Partial<Record<'shape' | 'hue' | 'x' | 'rotation', number>>[];
  /** The true factors at the ends: those of the first and last frame if left out. */
  readonly a?: TruthExample['path'][number];
  readonly b?: TruthExample['path'][number];
  readonly value: number;
}

/** What ground truth says of one path, in one number. */
export interface TruthMetric {
  readonly about: string;
  /** Small numbers that a reader checks by hand; a law runs them. */
  readonly worked: TruthExample;
  /** Null if it is not defined for the pair. */
  value(sample: TruthSample): number | null;
}
