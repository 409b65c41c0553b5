const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * Three significant digits; whole and grouped from 1000 on; with an exponent below 0.001; the sign of what is below 0 a
 * minus, no hyphen.
 */
export function formatNumber(value: number): string {
  if (value < 0) return `−${formatNumber(-value)}`;
  if (value === 0) return '0';
  if (value < 0.001) return value.toExponential(1);
  return value < 999.5 ? value.toPrecision(3) : grouped.format(value);
}

/** Every digit of a whole number, grouped: 199,990,000. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A count in little space: 500, 20k, 1.13M. */
export function formatShort(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return value >= 1e3 ? `${Number((value / 1e3).toPrecision(3))}k` : String(value);
}

/** A number without needless zeros, for axes and α: 0.5, 10, 1e-4, and below 0 with a minus, no hyphen. */
export function formatTick(value: number): string {
  if (value < 0) return `−${formatTick(-value)}`;
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return Number(value.toPrecision(3)).toExponential();
  return size >= 1000 ? grouped.format(value) : String(Number(value.toPrecision(3)));
}

/** Share of 0 … 1 as a percentage with two significant digits. */
export function formatShare(value: number): string {
  return `${Number((100 * value).toPrecision(2))} %`;
}

/** Seconds as `42 s`, `3 min 05 s` or `2 h 07 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 10 ? formatTick(Number(seconds.toPrecision(2))) : whole} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** `a`, `a and b`, `a, b and c` */
export function formatList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The list, or its first `most` items and how many more there are. */
export function formatSome(items: readonly string[], most: number): string {
  return items.length <= most
    ? formatList(items)
    : formatList([...items.slice(0, most), `${items.length - most} more`]);
}

/** Day of an ISO 8601 time: `1 March 2026`. */
export function formatDay(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}
