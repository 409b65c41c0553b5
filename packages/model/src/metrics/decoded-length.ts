import type { PathMetric } from './metric.js';
import { sum } from './rows.js';

/** L = Σ‖x_{i+1} − x_i‖, x_i = D(z_i) on the α grid; in pixels. */
export const decodedLength: PathMetric = {
  about: 'length of the decoded path, summed over the steps of the α grid',
  worked: {
    frames: [
      [0, 0],
      [3, 0],
      [3, 4],
    ],
    value: 3 + 4,
  },
  value: ({ steps }) => sum(steps),
};
