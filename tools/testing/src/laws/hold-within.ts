import { short } from './numbers.js';

/** Holds a number to bounds, both included. @throws Error which names the number, its value and the bounds */
export function holdWithin(what: string, got: number, [low, high]: readonly [low: number, high: number]): void {
  if (got >= low && got <= high) return;
  throw new Error(`${what}: expected ${short(low)} … ${short(high)}, got ${short(got)}`);
}
