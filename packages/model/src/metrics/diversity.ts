import { totalVariance } from './covariance.js';
import type { SetMetric } from './metric.js';

/**
 * Var_pairs I(·,·,½) / Var_pairs ẑ(½), variances summed over d: near 0 all pairs share one middle. Not defined where
 * there are no latents, or the straight lines all have one middle.
 */
export const diversity: SetMetric = {
  about: 'variance over pairs of the path’s middle, relative to the straight line’s',
  worked: { middles: { path: [[0], [4]], linear: [[0], [2]] }, value: 8 / 2 },
  value({ middles }) {
    if (middles === null) return null;
    const reference = totalVariance(middles.linear, middles.size);
    return reference === 0 ? null : totalVariance(middles.path, middles.size) / reference;
  },
};
