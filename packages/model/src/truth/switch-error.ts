import { categoryOf } from './factor-space.js';
import type { TruthMetric } from './truth-metric.js';

/**
 * Share of the frames whose category is not that of the best single switch: A's for the first k frames and B's for the
 * others, 1 ≤ k ≤ n − 1. Null if there are no categories.
 */
export const switchError: TruthMetric = {
  about: 'share of the frames whose shape does not fit a single switch from A’s to B’s',
  worked: { path: [{ shape: 0 }, { shape: 1 }, { shape: 0 }, { shape: 1 }], value: 1 / 4 },
  value({ space, path, a, b }) {
    if (space.category === null) return null;
    const seen = path.map((factors) => categoryOf(space, factors));
    let least = Infinity;
    for (let k = 1; k < path.length; k++) {
      least = Math.min(least, seen.filter((category, i) => category !== categoryOf(space, i < k ? a : b)).length);
    }
    return least / path.length;
  },
};
