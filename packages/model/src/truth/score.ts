import { arcOf } from './arc.js';
import { categoryOf, type FactorSpace } from './factor-space.js';
import { foldedError } from './folded-error.js';
import { pathError, reparameterisedPathError, shortestPath, type FactorPath } from './path-error.js';
import { switchError } from './switch-error.js';

export interface TruePairOptions {
  /** Factors recovered from the frames. */
  readonly path: FactorPath;
  /** True factors of the images at the two ends. */
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly alphas: ArrayLike<number>;
}

/** What ground truth says of one path; null where a figure is not defined. */
export interface PairTruth {
  readonly sameCategory: boolean;
  readonly pathError: number;
  readonly reparameterised: number;
  readonly folded: number | null;
  readonly switch: number | null;
  readonly arcExcess: number | null;
  /** 1 where the path goes the long way round. */
  readonly longWay: number | null;
}

export function scorePair(space: FactorSpace, { path, a, b, alphas }: TruePairOptions): PairTruth {
  const truth = shortestPath(space, a, b, alphas);
  const arc = arcOf(space, path, a, b);
  return {
    sameCategory: categoryOf(space, a) === categoryOf(space, b),
    pathError: pathError(space, path, truth),
    reparameterised: reparameterisedPathError(space, path, truth),
    folded: foldedError(space, { path, a, b, alphas }),
    switch: switchError(space, path, a, b),
    arcExcess: arc?.excess ?? null,
    longWay: arc === null ? null : Number(arc.long),
  };
}
