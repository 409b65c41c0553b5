/** Hex digits that decide: 48 bits, exact in a double. */
const DIGITS = 12;

/**
 * Whether an image is held out, by the hash of its content alone: h / 2⁴⁸ < share, h its first 48 bits. More images,
 * fewer, or others leave it where it is, and equal ones are on one side.
 */
export function isHeldOut(hash: string, share: number): boolean {
  return Number.parseInt(hash.slice(0, DIGITS), 16) / 16 ** DIGITS < share;
}
