import type { Estimate } from '@latent-paths/core';

/** Three significant digits, with a minus sign where the value is below 0. */
export function number(value: number): string {
  return value === 0 ? '0' : value.toPrecision(3).replace(/^-/, '−');
}

/** `5.92 (95 % interval 5.76 to 6.08)` */
export function interval({ value, low, high }: Estimate): string {
  return `${number(value)} (95 % interval ${number(low)} to ${number(high)})`;
}

/** `0.376 times (95 % interval 0.369 to 0.383)` */
export function times({ value, low, high }: Estimate): string {
  return `${number(value)} times (95 % interval ${number(low)} to ${number(high)})`;
}

/** `1.02 (0.98 to 1.05)`: for places that say before that all intervals are of 95 %. */
export function brief({ value, low, high }: Estimate): string {
  return `${number(value)} (${number(low)} to ${number(high)})`;
}

/** `1.28 times (1.26 to 1.29)` */
export function timesBriefly({ value, low, high }: Estimate): string {
  return `${number(value)} times (${number(low)} to ${number(high)})`;
}

/** `70,400` */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `70,400 points`, `1.13 M points` */
export function budgetInWords(points: number): string {
  return `${points < 1e6 ? grouped(points) : `${Number((points / 1e6).toPrecision(3))} M`} points`;
}

/** Further names are counted instead. */
const MOST_NAMED = 6;

/** `a`, `a and b`, `a, b and 7 more`; with `between` in place of the comma where items have commas of their own */
export function list(items: readonly string[], between = ', '): string {
  const named =
    items.length > MOST_NAMED ? [...items.slice(0, MOST_NAMED), `${items.length - MOST_NAMED} more`] : items;
  return named.length < 2
    ? named.join('')
    : `${named.slice(0, -1).join(between)}${between === ', ' ? ' ' : between}and ${named.at(-1)}`;
}
