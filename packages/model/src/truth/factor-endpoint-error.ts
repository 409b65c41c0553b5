import { factorDistance } from './factor-path.js';
import type { TruthMetric } from './truth-metric.js';

/** ½·(distance of the first frame's factors to A's + of the last one's to B's). */
export const factorEndpointError: TruthMetric = {
  about: 'mean distance, in factors, of the path’s two ends from the two given images',
  worked: { path: [{ x: 0.2 }, { x: 1 }], a: { x: 0 }, value: (0.2 + 0) / 2 },
  value: ({ space, path, a, b }) => (factorDistance(space, path[0]!, a) + factorDistance(space, path.at(-1)!, b)) / 2,
};
