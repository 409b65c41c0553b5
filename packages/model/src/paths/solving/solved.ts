import { weight, type TensorOfRank } from '../../weights.js';
import type { PathContext } from '../path.js';

/** A part of the result of `solve`. @throws if the path was not solved for before it is computed */
export function solved<R extends keyof TensorOfRank>(
  { solution }: PathContext,
  name: string,
  rank: R,
): TensorOfRank[R] {
  if (solution === undefined)
    throw new RangeError('solved: expected a path that was solved for, got none; call its solve for these pairs first');
  return weight(solution, name, rank);
}
