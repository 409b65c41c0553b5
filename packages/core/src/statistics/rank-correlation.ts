import { sampleCorrelation } from 'simple-statistics';

/**
 * Spearman's ρ: Pearson's correlation of the ranks, ties having the mean of theirs. Null if one side is constant.
 * @throws RangeError if there are fewer than 2 pairs of values, or the sides differ in length
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length !== b.length || a.length < 2)
    throw new RangeError(
      `rankCorrelation: expected two lists of one length, 2 or more, got ${a.length} and ${b.length}`,
    );
  const ranks = [midRanks(a), midRanks(b)] as const;
  if (ranks.some((of) => of.every((rank) => rank === of[0]))) return null;
  return sampleCorrelation(...ranks);
}

/** Ranks 1 … n from the smallest value on, equal values at the mean of the ranks that they take. */
function midRanks(values: ArrayLike<number>): number[] {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let i = first; i < end; i++) ranks[order[i]!] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}
