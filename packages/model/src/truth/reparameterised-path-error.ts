import { factorDistance } from './factor-path.js';
import type { TruthMetric } from './truth-metric.js';

/**
 * The path error after the best monotone reparameterisation: the least, over all frame numbers
 * 0 = i(0) ≤ i(1) ≤ … ≤ i(n) = n, of the mean over the true path's points j of the distance of frame i(j) to point j.
 *
 * It forgives a path its speed and nothing else: every true point is asked for, so that a constant path is not
 * forgiven, and no frame is made up between two, so that an abrupt switch is not. It is at most the path error.
 */
export const reparameterisedPathError: TruthMetric = {
  about: 'the path error after the best monotone reparameterisation: it forgives a path its speed and nothing else',
  value({ space, path, truth }) {
    const n = path.length;
    // least[i]: the least sum over the true points so far where the last of them is given to frame i.
    let least = new Float64Array(n).fill(Infinity);
    least[0] = factorDistance(space, path[0]!, truth[0]!);
    for (let j = 1; j < n; j++) {
      const next = new Float64Array(n);
      let before = Infinity;
      for (let i = 0; i < n; i++) {
        before = Math.min(before, least[i]!);
        next[i] = before + factorDistance(space, path[i]!, truth[j]!);
      }
      least = next;
    }
    return least[n - 1]! / n;
  },
};
