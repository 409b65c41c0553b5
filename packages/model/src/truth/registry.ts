import { arcExcess } from './arc-excess.js';
import { factorEndpointError } from './factor-endpoint-error.js';
import { shortestPath, type ShortestPathOptions } from './factor-path.js';
import type { FactorSpace } from './factor-space.js';
import { foldedError } from './folded-error.js';
import { longWay } from './long-way.js';
import { pathError } from './path-error.js';
import { reparameterisedPathError } from './reparameterised-path-error.js';
import { switchError } from './switch-error.js';
import type { FactorPath, TruthMetric, TruthSample } from './truth-metric.js';

/** By column of the table of paths' truth. */
export const truthMetrics = {
  'path-error': pathError,
  'path-error-reparameterised': reparameterisedPathError,
  'factor-endpoint-error': factorEndpointError,
  'folded-error': foldedError,
  'switch-error': switchError,
  'arc-excess': arcExcess,
  'long-way': longWay,
} as const satisfies Readonly<Record<string, TruthMetric>>;

/** What a metric sees of the factors recovered from a path's frames. */
export function truthSample(
  space: FactorSpace,
  { path, ...ends }: ShortestPathOptions & { readonly path: FactorPath },
): TruthSample {
  return { space, path, truth: shortestPath(space, ends), ...ends };
}
