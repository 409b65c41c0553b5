import { objectiveByAlpha, type ObjectivePoints } from './objective.js';

/** Rows of trained points: their α and their objective, [n] each. */
export interface TrainedRows {
  readonly alpha: ArrayLike<number>;
  readonly values: Float64Array;
}

/**
 * The objective of trained points, corrected for the α that they happened to have: L_i − c(α_i) + c̄. Here c(α) is the
 * mean over held-out pairs, linear between the α of their grid, and c̄ is the mean of c over uniform α. It is a control
 * variate: where α is uniform, the expected mean is unchanged, and the spread is that of pairs alone.
 */
export function levelAlphas({ alpha, values }: TrainedRows, heldOut: ObjectivePoints): Float64Array {
  const curve = objectiveByAlpha(heldOut);
  const last = curve.length - 1;
  const at = (position: number) => {
    const cell = Math.min(last - 1, Math.floor(position * last));
    const share = position * last - cell;
    return (1 - share) * curve[cell]! + share * curve[cell + 1]!;
  };
  const ends = (curve[0]! + curve[last]!) / 2;
  const mean = (curve.reduce((sum, value) => sum + value, 0) - ends) / last;
  return values.map((value, i) => value - at(alpha[i]!) + mean);
}
