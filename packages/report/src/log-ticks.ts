import { niceStep } from './nice-step.js';

/**
 * Powers of ten within the domain, thinned to about five; with 3 or with 2 and 5 times them where they would be few,
 * and even steps where these still are.
 */
export function logTicks(low: number, high: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => Number(`1e${first + i}`));
  const inside = (values: readonly number[]): number[] => values.filter((value) => value >= low && value <= high);
  const decades = Math.log10(high / low);
  const few = inside(powers.flatMap((power) => [power, 2 * power, 5 * power]));
  if (few.length < 2) return evenTicks(low, high);
  if (decades <= 2) return few;
  if (decades <= 3) return inside(powers.flatMap((power) => [power, 3 * power]));
  const whole = inside(powers);
  const every = Math.ceil(whole.length / 5);
  return whole.filter((_, i) => i % every === 0);
}

/** Round values within the domain, about four of them, evenly apart. */
function evenTicks(low: number, high: number): readonly number[] {
  const step = niceStep((high - low) / 4);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
