import type { Constant } from './graph.js';

/** The most numbers that are computed from the constants of any model: 128 MiB of float64. */
const LEAST = 2 ** 24;
/** For a larger model: as many for each number in the file. */
const TIMES = 4;

/**
 * Counts the numbers that are computed from a model's constants. The function that it returns is called for each
 * array, and @throws if they are too many: a few bytes can ask for far more than the memory holds
 */
export function foldBudget(given: Iterable<Constant>): (made: readonly Constant[]) => void {
  const most = Math.max(LEAST, TIMES * numbersOf(given));
  let left = most;
  return (made) => {
    left -= numbersOf(made);
    if (left < 0) throw new Error(`expected constants of at most ${most} numbers in all, got more; it is no VAE`);
  };
}

function numbersOf(constants: Iterable<Constant>): number {
  let numbers = 0;
  for (const { data } of constants) numbers += data.length;
  return numbers;
}
