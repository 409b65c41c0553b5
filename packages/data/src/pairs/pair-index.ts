/** Largest pool whose pairs are numbered exactly in doubles: 8·index + 1 stays below 2⁵³. */
const LARGEST_POOL = 47_000_000;

/**
 * Number of unordered pairs of a pool: N(N−1)/2.
 * @throws if N is no integer in 2 … `LARGEST_POOL`
 */
export function countPairs(poolSize: number): number {
  if (!Number.isInteger(poolSize) || poolSize < 2 || poolSize > LARGEST_POOL) {
    throw new RangeError(`pool size: expected an integer in 2 … ${LARGEST_POOL}, got ${poolSize}`);
  }
  return (poolSize * (poolSize - 1)) / 2;
}

/** Index of the unordered pair {a, b}, a ≠ b: b(b−1)/2 + a where a < b. It does not depend on the pool's size. */
export function rankPair(a: number, b: number): number {
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  return (high * (high - 1)) / 2 + low;
}

/**
 * The pair [a, b], a < b, of an index: the inverse of `rankPair`, b = ⌊(1 + √(1 + 8·index))/2⌋. It needs no correction:
 * below a row's start the root falls short of an odd integer r by 4/r, which a double with r < 2²⁷ resolves.
 */
export function unrankPair(index: number): readonly [number, number] {
  const high = Math.floor((1 + Math.sqrt(1 + 8 * index)) / 2);
  return [index - (high * (high - 1)) / 2, high];
}
