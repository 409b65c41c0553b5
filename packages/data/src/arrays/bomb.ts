/** Up to so many bytes nothing is a bomb. */
const HARMLESS = 2 ** 28;
/** DEFLATE makes of a byte at most 1032; arrays that mean something stay far below. */
const MOST_A_BYTE = 250;

/**
 * Whether compressed bytes claim to hold so much more that they are to fill the memory: a ZIP bomb. An array that is
 * really so empty can be kept uncompressed.
 */
export function isBomb(stored: number, claimed: number): boolean {
  return claimed > HARMLESS && claimed > MOST_A_BYTE * stored;
}
