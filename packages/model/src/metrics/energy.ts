import type { PathMetric } from './metric.js';

/**
 * E = n·Σ‖x_{i+1} − x_i‖² ≥ L², with equality at constant speed; in pixels².
 *
 * The discrete form of the energy ∫‖ẋ‖² dα. Source: Arvanitidis et al. 2018, Shao et al. 2018.
 */
export const energy: PathMetric = {
  about: 'energy of the decoded path, n·Σ‖x_{i+1} − x_i‖²: the squared length where the speed is constant, else more',
  worked: {
    frames: [
      [0, 0],
      [3, 0],
      [3, 4],
    ],
    value: 2 * (9 + 16),
  },
  value: ({ steps }) => steps.length * steps.reduce((total, step) => total + step * step, 0),
};
