import { shortWay } from '@latent-paths/core';
import { widthOf, type FactorSpace } from './factor-space.js';
import type { FactorPath, TruthMetric } from './truth-metric.js';

/** Ends nearer than this part of a period have no way between them to measure by. */
const LEAST_WAY = 1e-4;

/** The first circle that the path error counts. */
export function circleOf({ scored }: FactorSpace): { readonly index: number; readonly period: number } | null {
  const circle = scored.find(({ factor }) => factor.kind === 'circular');
  return circle === undefined ? null : { index: circle.index, period: widthOf(circle.factor) };
}

/** How far a path goes round its circle, steps unwrapped the short way; signed. */
export function wayRound(
  path: FactorPath,
  { index, period }: { readonly index: number; readonly period: number },
): number {
  return path.slice(1).reduce((sum, factors, i) => sum + shortWay(path[i]![index]!, factors[index]!, period), 0);
}

/**
 * |Δ_path| ÷ the short way between the true ends on the first circle: 1 the short way round, (period − d)/d the long
 * way, 0 for a constant path. Null if there is no circle, or the ends are less than 1e-4 of a period apart.
 */
export const arcExcess: TruthMetric = {
  about: 'how far the path goes round the circle of the hue or angle, divided by the short way between the true ends',
  worked: { path: [{ hue: 0 }, { hue: 0.75 }, { hue: 0.5 }, { hue: 0.25 }], value: 0.75 / 0.25 },
  value({ space, path, a, b }) {
    const circle = circleOf(space);
    if (circle === null) return null;
    const short = Math.abs(shortWay(a[circle.index]!, b[circle.index]!, circle.period));
    return short < LEAST_WAY * circle.period ? null : Math.abs(wayRound(path, circle)) / short;
  },
};
