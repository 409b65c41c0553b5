import { squaredDistance } from '../ops/distance.js';
import type { PointMetric } from './metric.js';

/** ‖z − ẑ‖². */
export const attractionMetric: PointMetric = {
  about: 'squared distance to the straight line at the same α, ‖z − ẑ‖²',
  worked: { z: [3, 4], linear: [3, 2], value: 4 },
  value: ({ z, linear }) => squaredDistance(z, linear),
};
