import { factorDistance } from './factor-path.js';
import type { TruthMetric } from './truth-metric.js';

/** Mean over the frames of the factors' distance to the true path at the same α. */
export const pathError: TruthMetric = {
  about: 'mean over the frames of the distance, in factors, to the shortest path between the true ends',
  worked: { path: [{ x: 0 }, { x: 0.2 }, { x: 1 }], value: (0 + 0.3 + 0) / 3 },
  value: ({ space, path, truth }) =>
    path.reduce((sum, factors, i) => sum + factorDistance(space, factors, truth[i]!), 0) / path.length,
};
