import { indexOfLargest, placeOf, relativeError, short, unlike, type Numbers } from './numbers.js';

export interface ValuesLaw {
  /** What is compared, as a failure names it. */
  readonly what: string;
  /** Where `expected` comes from, such as `eager` or `by hand`. */
  readonly by: string;
  readonly expected: Numbers;
  readonly got: Numbers;
  /** The largest ‖got − expected‖ / ‖expected‖ that is allowed; ‖got‖ where `expected` is 0. */
  readonly tolerance: number;
}

/**
 * Holds an array to another one.
 * @throws Error which names the number that is furthest off, with both values and the tolerance
 */
export function holdValues({ what, by, expected, got, tolerance }: ValuesLaw): void {
  const misfit = unlike(expected, got);
  if (misfit !== null) throw new Error(`${what}: ${misfit}`);
  const distances = Array.from(got.data, (x, i) => Math.abs(x - expected.data[i]!));
  const lost = distances.findIndex(Number.isNaN);
  const error = relativeError(got.data, expected.data);
  if (lost === -1 && error <= tolerance) return;
  const at = lost === -1 ? indexOfLargest(distances) : lost;
  const [wanted, given] = [short(expected.data[at]!), short(got.data[at]!)];
  throw new Error(
    `${what}${placeOf(at, expected.shape)}: expected ${wanted} ${by}, got ${given}; ` +
      `‖difference‖ / ‖expected‖ is ${short(error)}, at most ${tolerance} is allowed`,
  );
}
