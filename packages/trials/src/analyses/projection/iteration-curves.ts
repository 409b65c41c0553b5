import type { SummaryRecord } from '@latent-paths/core';
import { summariseDefined } from '../../evaluation/scoring/summarise-defined.js';
import { relativeVariance, rowDistances } from './rows.js';

type Summarised = SummaryRecord['paths'][string];

/** The effect of applying P repeatedly, by k, over the points. */
export interface IterationCurves {
  /** ‖P^{k+1}(z) − P^k(z)‖, k = 0 … n−1 */
  readonly movement: readonly Summarised[];
  /**
   * ‖P^{k+2}(z) − P^{k+1}(z)‖ / ‖P^{k+1}(z) − P^k(z)‖, k = 0 … n−2: at k = 0 the idempotence ratio, 0 of a projection;
   * not defined of points that rest
   */
  readonly ratio: readonly Summarised[];
  /** tr Cov(P^k(z)) / tr Cov(z), k = 0 … n; null if the starts are one point */
  readonly spread: readonly (number | null)[];
}

/** The curves of an orbit z, P(z), …, P^n(z): n + 1 arrays [points, d]. */
export function iterationCurves(orbit: readonly Float32Array[], size: number): IterationCurves {
  const steps = orbit.slice(1).map((after, k) => rowDistances(after, orbit[k]!, size));
  return {
    movement: steps.map(summariseDefined),
    ratio: steps
      .slice(1)
      .map((after, k) => summariseDefined(after.map((value, i) => (steps[k]![i] === 0 ? NaN : value / steps[k]![i]!)))),
    spread: orbit.map((rows) => relativeVariance(rows, orbit[0]!, size)),
  };
}
