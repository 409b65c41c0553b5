import { alphaSensitivity } from './alpha-sensitivity.js';
import { attractionMetric } from './attraction.js';
import { decodedLength } from './decoded-length.js';
import { diversity } from './diversity.js';
import { effectiveRank } from './effective-rank.js';
import { endpointError } from './endpoint-error.js';
import type { PathMetric, PointMetric, SetMetric } from './metric.js';
import { reprojectionMetric } from './reprojection.js';

/** By column of the table of points. */
export const pointMetrics = {
  reprojection: reprojectionMetric,
  attraction: attractionMetric,
} as const satisfies Readonly<Record<string, PointMetric>>;

/** By column of the table of paths. */
export const pathMetrics = {
  'endpoint-error': endpointError,
  'alpha-sensitivity': alphaSensitivity,
  'decoded-length': decodedLength,
} as const satisfies Readonly<Record<string, PathMetric>>;

/** By key of a summary's `sets`. */
export const setMetrics = {
  diversity,
  'effective-rank': effectiveRank,
} as const satisfies Readonly<Record<string, SetMetric>>;
