import { totalVariance } from './covariance.js';
import type { SetMetric } from './metric.js';

/** Var_pairs I(·,·,½) / Var_pairs ẑ(½), variances summed over d: near 0 all pairs share one middle. */
export const diversity: SetMetric = {
  about: 'variance over pairs of the path’s middle, relative to the straight line’s',
  value({ middles, linear, latentSize }) {
    if (middles.length !== linear.length) {
      throw new RangeError(`diversity: expected as many numbers in both sets, got ${middles.length} and ${linear.length}`);
    }
    const reference = totalVariance(linear, latentSize);
    if (reference === 0) throw new RangeError('diversity: expected straight lines with different middles, got one middle for all pairs');
    return totalVariance(middles, latentSize) / reference;
  },
};
