import { alphaSensitivity } from './alpha-sensitivity.js';
import { attractionMetric } from './attraction.js';
import { coverage } from './coverage.js';
import { decodedLength } from './decoded-length.js';
import { density } from './density.js';
import { distinctNearest } from './distinct-nearest.js';
import { diversity } from './diversity.js';
import { effectiveRank } from './effective-rank.js';
import { endpointError } from './endpoint-error.js';
import { energy } from './energy.js';
import { frechetDistance } from './frechet-distance.js';
import { identityError } from './identity-error.js';
import { insideTube } from './inside-tube.js';
import type { PathMetric, PointMetric, SetMetric } from './metric.js';
import { monotonicity } from './monotonicity.js';
import { nearestReal } from './nearest-real.js';
import { nearestRealHalf } from './nearest-real-half.js';
import { nonUniformity } from './non-uniformity.js';
import { precision } from './precision.js';
import { recall } from './recall.js';
import { reprojectionMetric } from './reprojection.js';
import { symmetry } from './symmetry.js';
import { turning } from './turning.js';

/** By column of the table of points. */
export const pointMetrics = {
  reprojection: reprojectionMetric,
  attraction: attractionMetric,
} as const satisfies Readonly<Record<string, PointMetric>>;

/** By column of the table of paths. */
export const pathMetrics = {
  'endpoint-error': endpointError,
  'identity-error': identityError,
  'alpha-sensitivity': alphaSensitivity,
  'decoded-length': decodedLength,
  energy,
  'non-uniformity': nonUniformity,
  turning,
  monotonicity,
  symmetry,
  'inside-tube': insideTube,
  'nearest-real': nearestReal,
  'nearest-real-half': nearestRealHalf,
} as const satisfies Readonly<Record<string, PathMetric>>;

/** By key of a summary's `sets`. */
export const setMetrics = {
  diversity,
  'effective-rank': effectiveRank,
  'distinct-nearest': distinctNearest,
  precision,
  recall,
  density,
  coverage,
  'frechet-distance': frechetDistance,
} as const satisfies Readonly<Record<string, SetMetric>>;
