import { trapezoid } from '@latent-paths/core';
import type { Table } from '@latent-paths/data';

/** The objective at every point of a trial's interpolations, pair by pair. */
export interface ObjectivePoints {
  readonly pairs: number;
  /** α on each, evenly spaced from 0 to 1. */
  readonly alphas: readonly number[];
  /** ‖z − P(z)‖² + λ·‖z − ẑ‖², // [pairs · alphas] */
  readonly values: Float64Array;
}

/** The objective with λ = `attraction` of a trial's table of points; null if its path has no latents. */
export function objectivePoints(points: Table, attraction: number): ObjectivePoints | null {
  const [pair, alpha] = [points.columns['pair'], points.columns['alpha']];
  const [near, held] = [points.columns['reprojection'], points.columns['attraction']];
  if (pair === undefined || alpha?.kind !== 'float32' || near?.kind !== 'float32' || held?.kind !== 'float32')
    return null;
  const count = pair.data.filter((one) => one === pair.data[0]).length;
  return {
    pairs: pair.data.length / count,
    alphas: Array.from(alpha.data.subarray(0, count)),
    values: Float64Array.from(near.data, (value, i) => value + attraction * held.data[i]!),
  };
}

/** One value per pair: the mean over α by the trapezoid rule. */
export function objectiveOfPairs({ pairs, alphas, values }: ObjectivePoints): Float64Array {
  const n = alphas.length;
  return Float64Array.from({ length: pairs }, (_, pair) => trapezoid(values.subarray(pair * n, (pair + 1) * n)));
}

/** One value per α: the mean over the pairs. */
export function objectiveByAlpha({ pairs, alphas, values }: ObjectivePoints): Float64Array {
  return Float64Array.from(alphas, (_, i) => {
    let sum = 0;
    for (let pair = 0; pair < pairs; pair++) sum += values[pair * alphas.length + i]!;
    return sum / pairs;
  });
}
