/** A value as a cell of a table shows it: four significant digits of a number, a dash for what is not there. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return ISO_TIME.test(value) ? value.slice(0, 16).replace('T', ' ') : value;
  return JSON.stringify(value);
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** `13.06`, `0.0012`, `1.3e-8`; whole numbers in full. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return size >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(4)));
  return value.toExponential(2);
}
