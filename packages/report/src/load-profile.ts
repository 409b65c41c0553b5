import { POINTS } from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';

/** One metric of one trial over its test pairs and α. */
export interface PairProfile {
  readonly pairs: readonly number[];
  /** Ascending. */
  readonly alphas: readonly number[];
  /** [pairs, alphas] */
  readonly values: Float32Array;
}

/**
 * ‖z − P(z)‖² of every test pair at every α; null where the trial has no such rows.
 * @throws RangeError if the rows are not one for each pair and α
 */
export async function loadProfile(trial: TrialStore): Promise<PairProfile | null> {
  const table = await trial.readTable(POINTS);
  const { pair, alpha, reprojection } = table?.columns ?? {};
  if (pair === undefined || alpha === undefined || reprojection === undefined) return null;
  if (pair.kind !== 'int32' || alpha.kind !== 'float32' || reprojection.kind !== 'float32') {
    const got = `${pair.kind}, ${alpha.kind} and ${reprojection.kind}`;
    throw new RangeError(`${POINTS}: expected columns pair int32, alpha and reprojection float32, got ${got}`);
  }
  const pairs = [...new Set(pair.data)];
  const alphas = [...new Set(alpha.data)];
  if (pairs.length * alphas.length !== pair.data.length)
    throw new RangeError(
      `${POINTS}: expected ${pairs.length} pairs × ${alphas.length} α, got ${pair.data.length} rows`,
    );
  return { pairs, alphas, values: reprojection.data };
}

/** Values of one pair, by its place. */
export function profileOf({ alphas, values }: PairProfile, place: number): Float32Array {
  return values.subarray(place * alphas.length, (place + 1) * alphas.length);
}
