import { circleOf, wayRound } from './arc-excess.js';
import type { TruthMetric } from './truth-metric.js';

/**
 * 1 where the path goes more than half round its first circle, which no shortest path does; else 0. Null if there is
 * no circle.
 */
export const longWay: TruthMetric = {
  about: 'whether the path goes round the circle of the hue or angle by the long way',
  worked: { path: [{ hue: 0 }, { hue: 0.75 }, { hue: 0.5 }, { hue: 0.25 }], value: 1 },
  value({ space, path }) {
    const circle = circleOf(space);
    return circle === null ? null : Number(Math.abs(wayRound(path, circle)) > circle.period / 2);
  },
};
