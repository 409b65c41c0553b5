import type { PathMetric } from './metric.js';
import { row } from './rows.js';

/**
 * Σ of the angles between successive displacements x_{i+1} − x_i, in radians: 0 for a straight line at whatever speed.
 * A step that does not move has no direction and is passed over. Not defined where nothing moves.
 *
 * The angle of unit vectors u, w is 2·atan(‖u − w‖/‖u + w‖), which keeps its digits where arccos loses them.
 * Source: the total curvature of a polygon, Milnor 1950. The angle: Kahan 2006, "How futile are mindless assessments
 * of roundoff".
 */
export const turning: PathMetric = {
  about: 'total turning of the decoded path: the sum of the angles between successive displacements, in radians',
  worked: {
    frames: [
      [0, 0],
      [3, 0],
      [3, 4],
    ],
    value: Math.PI / 2,
  },
  value({ frames, steps }) {
    const width = frames.length / (steps.length + 1);
    const displacement = (i: number): Displacement => ({
      from: row(frames, i, width),
      to: row(frames, i + 1, width),
      length: steps[i]!,
    });
    const moving = Array.from(steps.keys())
      .filter((i) => steps[i]! > 0)
      .map(displacement);
    if (moving.length === 0) return null;
    return moving.slice(1).reduce((total, next, i) => total + angle(moving[i]!, next), 0);
  },
};

interface Displacement {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly length: number;
}

function angle(a: Displacement, b: Displacement): number {
  const [scaleA, scaleB] = [1 / a.length, 1 / b.length];
  let apart = 0;
  let together = 0;
  for (let i = 0; i < a.from.length; i++) {
    const u = (a.to[i]! - a.from[i]!) * scaleA;
    const w = (b.to[i]! - b.from[i]!) * scaleB;
    apart += (u - w) ** 2;
    together += (u + w) ** 2;
  }
  return 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together));
}
