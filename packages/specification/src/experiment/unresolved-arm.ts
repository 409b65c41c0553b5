import type { Point } from './matrix.js';
import type { Override } from './overrides.js';
import type { TrialConfig } from '../trial/trial-shape.js';
import type { LocatedMap } from '../yaml/located.js';
import type { Place } from '../yaml/problem.js';

/** An arm at one combination of matrix and zip. */
export interface UnresolvedArm {
  /** As the file calls it. */
  readonly arm: string;
  /** And with the point's values where there are any. */
  readonly name: string;
  readonly place: Place;
  readonly point: Point;
  /** Every setting of grid and flags that is laid over it. */
  readonly applied: readonly Override[];
  /** The arm's settings, without those. */
  readonly tree: LocatedMap;
}

/** A candidate whose configuration is whole; the seed is still open. */
export interface ArmAtPoint extends UnresolvedArm {
  readonly config: TrialConfig;
}
