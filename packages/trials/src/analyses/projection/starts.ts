import { fillNormal, rootKey, split } from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';
import { disjointPairs, gatherRows } from '../../evaluation/scoring/test-pairs.js';

/**
 * Where iteration starts: held-out real latents, the middles of straight lines between two of them (α = ½), draws of
 * the prior N(0, I).
 */
export const START_KINDS = ['real', 'middle', 'prior'] as const;
export type StartKind = (typeof START_KINDS)[number];

export interface StartsOptions {
  readonly pool: Pick<Pool, 'count' | 'gather' | 'latentSize'>;
  /** n, of each kind. */
  readonly points: number;
  readonly seed: number;
}

/**
 * n points of each kind, [n, d]; the middles begin at the real ones. @throws RangeError if the pool has fewer than
 * 2n latents
 */
export function startsOf({ pool, points, seed }: StartsOptions): Readonly<Record<StartKind, Float32Array>> {
  if (2 * points > pool.count)
    throw new RangeError(
      `points: expected at most half of the pool’s ${pool.count} latents, got ${points}; ask for fewer`,
    );
  const pairs = disjointPairs(pool, points, seed);
  const [a, b] = [gatherRows(pool, pairs.a).data, gatherRows(pool, pairs.b).data];
  const prior = new Float32Array(a.length);
  fillNormal(split(rootKey(seed), 'prior'), 0, prior);
  return { real: a, middle: a.map((value, i) => (value + b[i]!) / 2), prior };
}
