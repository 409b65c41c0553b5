import { sampleWithoutReplacement, type ExplorationReason, type Key } from '@latent-paths/core';

/** A value for each of the first pairs and each α of a grid, [pairs, alphas]. */
export interface AlongPairs {
  readonly alphas: readonly number[];
  readonly values: Float32Array;
}

/** What pairs are chosen by: one arm's trial. */
export interface RankedArm {
  readonly arm: string;
  readonly trained: boolean;
  /** ‖z − P(z)‖²; null where the path has no latents. */
  readonly reprojection: AlongPairs | null;
  /** ‖x − x*‖² to the nearest true image; null where it is not known. */
  readonly distance: AlongPairs | null;
}

export interface ChoosePairsOptions {
  readonly arms: readonly RankedArm[];
  /** Pairs whose frames trials keep. */
  readonly shown: readonly number[];
  /** Test pairs that there are. */
  readonly of: number;
  /** Pairs to choose, at most. */
  readonly count: number;
  readonly key: Key;
}

export interface ChosenPair {
  readonly pair: number;
  readonly reasons: readonly ExplorationReason[];
}

interface Ranked {
  readonly pair: number;
  readonly arms?: readonly string[];
}

/**
 * Chooses pairs across arms: in turn of those shown, the worst by the greatest r(α), the worst by the greatest
 * distance to a true image, those where r of two arms differs most at one α, and random ones. Trained arms decide,
 * where there are any. A pair that comes up twice is taken once and keeps both reasons.
 */
export function choosePairs({ arms, shown, of, count, key }: ChoosePairsOptions): readonly ChosenPair[] {
  const trained = arms.filter((arm) => arm.trained);
  const judges = trained.length > 0 ? trained : arms;
  const lists: readonly (readonly [ExplorationReason['kind'], Ranked[]])[] = [
    ['shown', shown.map((pair) => ({ pair }))],
    ['worst-reprojection', worst(judges, ({ reprojection }) => reprojection)],
    ['worst-truth', worst(judges, ({ distance }) => distance)],
    ['disagreement', disagreements(trained.length > 1 ? trained : arms)],
    ['random', Array.from(sampleWithoutReplacement(key, of, Math.min(of, count)), (pair) => ({ pair }))],
  ];
  const chosen = new Map<number, ExplorationReason[]>();
  const take = (kind: ExplorationReason['kind'], list: Ranked[]): void => {
    for (let next = list.shift(); next !== undefined; next = list.shift()) {
      const known = chosen.get(next.pair);
      const reason = { kind, ...(next.arms && { arms: next.arms }) };
      if (known === undefined) return void chosen.set(next.pair, [reason]);
      if (kind !== 'random') known.push(reason);
    }
  };
  while (chosen.size < count && lists.some(([, list]) => list.length > 0))
    for (const [kind, list] of lists) if (chosen.size < count) take(kind, list);
  return [...chosen].map(([pair, reasons]) => ({ pair, reasons }));
}

/** Pairs by their greatest value over α and arms, the greatest first, each with the arm that has it. */
function worst(arms: readonly RankedArm[], of: (arm: RankedArm) => AlongPairs | null): Ranked[] {
  const greatest = new Map<number, { value: number; arms: readonly string[] }>();
  for (const arm of arms) {
    const along = of(arm);
    if (along === null) continue;
    for (const [pair, row] of rowsOf(along).entries())
      keepGreatest(greatest, pair, { value: Math.max(...row), arms: [arm.arm] });
  }
  return descending(greatest);
}

/** Pairs by the greatest difference of r between two arms at one α, the greatest first. */
function disagreements(arms: readonly RankedArm[]): Ranked[] {
  const greatest = new Map<number, { value: number; arms: readonly string[] }>();
  const known = arms.flatMap(({ arm, reprojection }) =>
    reprojection === null ? [] : [{ arm, alphas: reprojection.alphas, rows: rowsOf(reprojection) }],
  );
  for (const [i, one] of known.entries()) {
    for (const other of known.slice(i + 1)) {
      if (one.alphas.length !== other.alphas.length) continue; // at other α they do not compare
      const pairs = Math.min(one.rows.length, other.rows.length);
      for (let pair = 0; pair < pairs; pair++) {
        const across = other.rows[pair]!;
        const apart = one.rows[pair]!.map((value, at) => Math.abs(value - across[at]!));
        keepGreatest(greatest, pair, { value: Math.max(...apart), arms: [one.arm, other.arm] });
      }
    }
  }
  return descending(greatest);
}

function rowsOf({ alphas, values }: AlongPairs): Float32Array[] {
  const width = alphas.length;
  return Array.from({ length: values.length / width }, (_, pair) => values.subarray(pair * width, (pair + 1) * width));
}

function keepGreatest<Found extends { readonly value: number }>(all: Map<number, Found>, pair: number, found: Found) {
  const known = all.get(pair);
  if (Number.isFinite(found.value) && (known === undefined || found.value > known.value)) all.set(pair, found);
}

function descending(all: ReadonlyMap<number, { value: number; arms: readonly string[] }>): Ranked[] {
  // Where two arms are the same everywhere, they do not disagree.
  const sorted = [...all].filter(([, { value }]) => value > 0).sort(([p, a], [q, b]) => b.value - a.value || p - q);
  return sorted.map(([pair, { arms }]) => ({ pair, arms }));
}
