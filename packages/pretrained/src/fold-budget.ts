import type { Constant } from './graph.js';

/** As many numbers may be worked out of any model's constants: 128 MiB of float64. */
const LEAST = 2 ** 24;
/** Of a larger model, as many for each number that the file holds. */
const TIMES = 4;

/**
 * Counts the numbers that are worked out of a model's constants. What is returned is told of each; it @throws if
 * they are too many: a few bytes can ask for far more than the memory holds
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
