import type { PathMetric } from './metric.js';
import { sum } from './rows.js';

/**
 * E/L² − 1 = n·Σ(s_i − L/n)²/L², s_i = ‖x_{i+1} − x_i‖: 0 where the decoded path moves at constant speed, n − 1 where
 * it moves in one step. The squared coefficient of variation of the speed. Not defined where L = 0.
 */
export const nonUniformity: PathMetric = {
  about: 'E/L² − 1: 0 where the decoded path moves at constant speed, more the more it rests and jumps',
  worked: {
    frames: [
      [0, 0],
      [3, 0],
      [4, 0],
    ],
    value: (2 * (9 + 1)) / 16 - 1,
  },
  value({ steps }) {
    const length = sum(steps);
    if (length === 0) return null;
    const mean = length / steps.length;
    return (steps.length * steps.reduce((total, step) => total + (step - mean) ** 2, 0)) / length ** 2;
  },
};
