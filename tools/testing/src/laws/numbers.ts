/** Numbers as tests compare them: an NDArray, and all else that has a shape. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** `+0.25`, `−3e-7`: five digits at most, with the sign that a reader looks for. */
export function signed(x: number): string {
  const size = short(Math.abs(x));
  return x < 0 ? `−${size}` : Number.isNaN(x) ? size : `+${size}`;
}

/** Five digits at most. */
export function short(x: number): string {
  return `${Number(x.toPrecision(5))}`;
}

/** `[1, 0]`: the place of the number at `index` of an array of this shape; `` of a scalar. */
export function placeOf(index: number, shape: readonly number[]): string {
  if (shape.length === 0) return '';
  const places: number[] = [];
  let left = index;
  for (const length of [...shape].reverse()) {
    places.unshift(left % length);
    left = Math.floor(left / length);
  }
  return `[${places.join(', ')}]`;
}

export function norm(x: ArrayLike<number>): number {
  return Math.hypot(...Array.from(x));
}

/** ‖a − b‖ / ‖b‖, and ‖a‖ where b = 0. @throws RangeError if they differ in length */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`relativeError: expected ${b.length} numbers, got ${a.length}`);
  const difference = norm(Array.from(a, (x, i) => x - b[i]!));
  return difference / (norm(b) || 1);
}

/** Why two arrays cannot be compared number by number; null if they can. */
export function unlike(expected: Numbers, got: Numbers): string | null {
  const [wanted, given] = [expected, got].map(({ shape }) => `[${shape.join(', ')}]`);
  return wanted === given && expected.data.length === got.data.length
    ? null
    : `expected shape ${wanted} (${expected.data.length} numbers), got ${given} (${got.data.length} numbers)`;
}

/** Where the largest of some numbers is. */
export function indexOfLargest(x: readonly number[]): number {
  return x.reduce((best, value, i) => (value > x[best]! ? i : best), 0);
}
