import { indexOfLargest, norm, placeOf, relativeError, short, signed, unlike, type Numbers } from './numbers.js';

export interface GradientLaw {
  /** What is differentiated, as a failure names it. */
  readonly piece: string;
  /** What the piece says, by name of the input. */
  readonly gradients: Readonly<Record<string, Numbers>>;
  /** What central differences of its value say, by the same names. */
  readonly differences: Readonly<Record<string, Numbers>>;
  /** The largest ‖gradient − differences‖ / ‖differences‖ that is allowed. */
  readonly tolerance: number;
}

/**
 * Holds gradients to central differences, input by input.
 * @throws Error which names the piece, the input and the number that is furthest off, with both values and the
 *   tolerance; and says what is wrong where that is known: the shape, a number that is not finite, the sign or a
 *   factor
 */
export function holdGradient({ piece, gradients, differences, tolerance }: GradientLaw): void {
  for (const [input, expected] of Object.entries(differences)) {
    const fault = faultOf(expected, gradients[input], tolerance);
    if (fault !== null) throw new Error(`gradient of ${piece} in ${input}${fault}`);
  }
}

function faultOf(expected: Numbers, got: Numbers | undefined, tolerance: number): string | null {
  if (got === undefined) return ': expected one, got none';
  const misfit = unlike(expected, got);
  if (misfit !== null) return `: ${misfit}`;
  const [wanted, given] = [Array.from(expected.data), Array.from(got.data)];
  const tell = (i: number, verdict: string): string =>
    `${placeOf(i, expected.shape)}: expected ${signed(wanted[i]!)} by central differences, got ${signed(given[i]!)}` +
    `: ${verdict}`;
  const infinite = given.findIndex((x, i) => !Number.isFinite(x) || !Number.isFinite(wanted[i]!));
  if (infinite !== -1) return tell(infinite, 'both must be finite');
  if (norm(wanted) === 0) return ': expected differences that are not 0 throughout, got 0; move the input of the law';
  const error = relativeError(given, wanted);
  if (error <= tolerance) return null;
  const { at, verdict } = diagnose(wanted, given, tolerance);
  return tell(
    at,
    `${verdict}; ‖gradient − differences‖ / ‖differences‖ is ${short(error)}, at most ${tolerance} is allowed`,
  );
}

interface Diagnosis {
  /** The number to show. */
  readonly at: number;
  readonly verdict: string;
}

/** What is wrong with a whole gradient, or else with the number of it that is furthest off. */
function diagnose(wanted: readonly number[], given: readonly number[], tolerance: number): Diagnosis {
  const factor = dot(given, wanted) / dot(wanted, wanted);
  const scaled = wanted.map((x) => factor * x);
  if (relativeError(given, scaled) <= tolerance) {
    return { at: indexOfLargest(wanted.map(Math.abs)), verdict: verdictOn(factor, tolerance) };
  }
  const furthest = indexOfLargest(wanted.map((x, i) => Math.abs(given[i]! - x)));
  const loose = Math.max(0.05, tolerance);
  const reversed = wanted.filter((x, i) => x !== 0 && Math.abs(given[i]! + x) <= loose * Math.abs(x)).length;
  const isReversed = Math.abs(given[furthest]! + wanted[furthest]!) <= loose * Math.abs(wanted[furthest]!);
  return {
    at: furthest,
    verdict: isReversed
      ? `the sign is wrong, as in ${reversed} of ${wanted.length} numbers`
      : given[furthest]! * wanted[furthest]! < 0
        ? 'the sign and the size are wrong'
        : `it is off by ${signed(given[furthest]! - wanted[furthest]!)}`,
  };
}

/** Of a gradient that is `factor` times the right one. */
function verdictOn(factor: number, tolerance: number): string {
  if (factor === 0) return 'no gradient arrives';
  if (Math.abs(factor + 1) <= Math.max(0.05, tolerance)) return 'the sign is wrong';
  const size = `${short(Math.abs(factor))} times too large or small, alike in all numbers`;
  return factor < 0 ? `the sign is wrong, and the size: ${size}` : `a factor is wrong: ${size}`;
}

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}
