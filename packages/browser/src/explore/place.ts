/** Where a reader is: an arm, a pair (by its number) and an α. */
export interface Place {
  readonly arm: string;
  readonly pair: number;
  readonly alpha: number;
}

const PREFIX = '#explore?';

/** The place as the fragment of an address. */
export function hashOf({ arm, pair, alpha }: Place): string {
  const short = String(Number(alpha.toFixed(4)));
  return PREFIX + new URLSearchParams({ arm, pair: String(pair), alpha: short }).toString();
}

/** What a fragment says of the place; nothing where it is no such fragment, or says what is no number. */
export function placeOf(hash: string): Partial<Place> {
  if (!hash.startsWith(PREFIX)) return {};
  const given = new URLSearchParams(hash.slice(PREFIX.length));
  const arm = given.get('arm');
  const pair = numberOf(given.get('pair'));
  const alpha = numberOf(given.get('alpha'));
  return { ...(arm !== null && { arm }), ...(pair !== null && { pair }), ...(alpha !== null && { alpha }) };
}

function numberOf(text: string | null): number | null {
  return text !== null && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** The place on a list of numbers that is nearest to one; the first of two. */
export function nearest(numbers: readonly number[], to: number): number {
  return numbers.reduce((best, value, i) => (Math.abs(value - to) < Math.abs(numbers[best]! - to) ? i : best), 0);
}
