import { census, type Census } from './census.js';
import { findLimits } from './find-limits.js';
import { iterationCurves, type IterationCurves } from './iteration-curves.js';
import type { LatentMap } from './latent-map.js';
import { meanSpectrum, type MeanSpectrum } from './mean-spectrum.js';
import { rowsAt } from './rows.js';

export interface MeasureProjectionOptions {
  readonly map: LatentMap;
  /** z [n, d], n ≥ 2 */
  readonly starts: Float32Array;
  /** Points that the Jacobian is taken at. */
  readonly jacobians: number;
  /** Steps after which a point counts as not converged. */
  readonly steps: number;
  /** Limits that are no farther apart count as one. */
  readonly epsilon: number;
  /** Called from time to time; it may throw to stop. */
  readonly tell: () => void;
}

/** How far P is a projection, seen from some points. */
export interface MeasuredProjection extends IterationCurves {
  /** J_P at the first starts, and at the first limits that were reached; null if none was. */
  readonly jacobian: { readonly start: MeanSpectrum | null; readonly limit: MeanSpectrum | null };
  readonly census: Census;
}

export interface Measured {
  readonly measured: MeasuredProjection;
  /** P^k(z), k = 0 … 11, [n, d] each. */
  readonly orbit: readonly Float32Array[];
  /** The last iterate of each start, [n, d]. */
  readonly limits: Float32Array;
}

/** Iterates of the curves: movement for k = 0 … 10. */
const ITERATES = 11;
/** Movement, relative to that of the start, at which a point has converged. */
const TOLERANCE = 1e-3;

/**
 * Measures whether P is a projection, P∘P = P, from some points: how far iteration moves them and in what ratio, what P
 * does to small differences, and where iteration ends.
 */
export async function measureProjection({
  map,
  starts,
  jacobians,
  steps,
  epsilon,
  tell,
}: MeasureProjectionOptions): Promise<Measured> {
  const { size } = map;
  const orbit = [starts];
  for (let k = 1; k <= ITERATES; k++) {
    orbit.push(await map.apply(orbit[k - 1]!));
    tell();
  }
  const found = await findLimits({ map, starts, tolerance: TOLERANCE, steps, tell });
  const reached = found.converged.flatMap((is, i) => (is ? [i] : [])).slice(0, jacobians);
  return {
    measured: {
      ...iterationCurves(orbit, size),
      jacobian: {
        start: await meanSpectrum(map, starts.slice(0, jacobians * size), tell),
        limit: await meanSpectrum(map, rowsAt(found.points, reached, size), tell),
      },
      census: census(found, { size, epsilon }),
    },
    orbit,
    limits: found.points,
  };
}
