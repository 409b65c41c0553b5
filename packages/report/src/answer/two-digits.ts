/**
 * A number for a first sentence: two digits after the point (1.66), none from 10 on (12), two significant digits below
 * 0.1 (0.035).
 */
export function twoDigits(value: number): string {
  if (value < 0) return `−${twoDigits(-value)}`;
  if (value === 0) return '0';
  if (value < 0.001) return value.toExponential(1);
  if (value < 0.095) return String(Number(value.toPrecision(2)));
  if (value < 9.995) return value.toFixed(2);
  return Math.round(value).toLocaleString('en-US');
}
