import { rowDistances } from './rows.js';
import type { Limits } from './find-limits.js';

/** The limits of iteration, and their number. */
export interface Census {
  /** Share of the starts that converged; the rest of the figures is over these, and null if there is none. */
  readonly converged: number;
  /** Mean number of steps. */
  readonly steps: number | null;
  /** Limits no two of which are within ε of each other. */
  readonly distinct: number;
  /** Share of the starts that the limit of most starts draws. */
  readonly largest: number | null;
  /** Share that ends within ε of the prior's mean, 0. */
  readonly atPriorMean: number | null;
}

/**
 * Counts limits: one after the other is taken for new where it is farther than ε from all that were found before, and
 * else for the nearest of these. So on a continuum of fixed points the count is that of an ε-net.
 */
export function census(
  { points, converged, steps }: Limits,
  { size, epsilon }: { readonly size: number; readonly epsilon: number },
): Census {
  const rows = converged.flatMap((is, i) => (is ? [i] : []));
  const at = (row: number) => points.subarray(row * size, (row + 1) * size);
  const found: { readonly row: number; starts: number }[] = [];
  for (const row of rows) {
    let [nearest, least] = [-1, epsilon];
    found.forEach((limit, i) => {
      const distance = rowDistances(at(row), at(limit.row), size)[0]!;
      if (distance <= least) [nearest, least] = [i, distance];
    });
    if (nearest === -1) found.push({ row, starts: 1 });
    else found[nearest]!.starts++;
  }
  const share = (count: number) => (rows.length === 0 ? null : count / rows.length);
  const mean = new Float32Array(size);
  return {
    converged: rows.length / converged.length,
    steps: share(rows.reduce((sum, row) => sum + steps[row]!, 0)),
    distinct: found.length,
    largest: share(found.reduce((most, { starts }) => Math.max(most, starts), 0)),
    atPriorMean: share(rows.filter((row) => rowDistances(at(row), mean, size)[0]! <= epsilon).length),
  };
}
