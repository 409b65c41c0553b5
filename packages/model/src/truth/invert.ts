import { bankFactors, type BankEntry } from './bank.js';
import { descent, type DescentOptions, type Inverse } from './descent.js';

/** Finds the image nearest to a frame from entries of the bank near it, category by category. */
export type Inverter = (frame: Float32Array, candidates: readonly (readonly BankEntry[])[]) => Inverse;

/** Iterations of each round, and how many of the best go on to the next. */
const ROUNDS = [
  { iterations: 1, keep: 8 },
  { iterations: 4, keep: 3 },
  { iterations: 8, keep: 2 },
  { iterations: 30, keep: 1 },
] as const;

/**
 * Inverts frames, over all categories at once: short descents from every candidate, longer ones from the best of them.
 */
export function inverter(options: DescentOptions): Inverter {
  const optimise = descent(options);
  return (frame, candidates) => {
    let found: Inverse[] = candidates
      .flat()
      .map(({ entry, distance }) => ({ factors: bankFactors(options.space, entry), distance }));
    if (found.length === 0)
      throw new RangeError('inverter: expected at least one candidate, got none; enlarge the bank');
    for (const { iterations, keep } of ROUNDS) {
      found = found
        .map((start) => optimise(start, frame, iterations))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, keep);
    }
    return found[0]!;
  };
}
