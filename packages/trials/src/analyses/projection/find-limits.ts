import type { LatentMap } from './latent-map.js';
import { rowDistances, rowsAt } from './rows.js';

export interface FindLimitsOptions {
  readonly map: LatentMap;
  /** z [n, d] */
  readonly starts: Float32Array;
  /** A point has converged where its movement is at most this share of its first. */
  readonly tolerance: number;
  /** Steps after which a point is left where it is. */
  readonly steps: number;
  /** Called from time to time, with the share that is done at least; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** Where iteration leads. */
export interface Limits {
  /** The last iterate of each start, [n, d]. */
  readonly points: Float32Array;
  readonly converged: readonly boolean[];
  /** Steps that each start took, [n]. */
  readonly steps: Int32Array;
}

/**
 * Iterates a map from each start until ‖P(z) − z‖ ≤ tolerance · that of the start. A point that contracts at a rate ρ
 * then lies within ‖P(z) − z‖·ρ/(1 − ρ) of its limit, about.
 */
export async function findLimits({ map, starts, tolerance, steps: most, tell }: FindLimitsOptions): Promise<Limits> {
  const { size } = map;
  const count = starts.length / size;
  const points = Float32Array.from(starts);
  const steps = new Int32Array(count);
  const converged = new Array<boolean>(count).fill(false);
  const enough = new Float64Array(count);
  let moving = Array.from({ length: count }, (_, i) => i);
  for (let step = 1; step <= most && moving.length > 0; step++) {
    const before = rowsAt(points, moving, size);
    const after = await map.apply(before);
    const movement = rowDistances(after, before, size);
    moving.forEach((row, i) => {
      points.set(after.subarray(i * size, (i + 1) * size), row * size);
      steps[row] = step;
      if (step === 1) enough[row] = tolerance * movement[i]!;
      converged[row] = movement[i]! <= enough[row]!;
    });
    moving = moving.filter((row) => !converged[row]!);
    tell(step / most);
  }
  return { points, converged, steps };
}
