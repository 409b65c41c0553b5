import type { Table } from '@latent-paths/data';

/** Greatest difference of two α that are the same, as float32 keeps them. */
const SAME_ALPHA = 1e-5;

/** Frames of one pair in a trial's table of them: null at an α that has none, and in all if there is none at all. */
export function keptFrames(
  table: Table | null,
  pair: number,
  alphas: readonly number[],
): readonly (Uint8Array | null)[] | null {
  const { pair: pairs, alpha, frame } = table?.columns ?? {};
  if (pairs?.kind !== 'int32' || alpha?.kind !== 'float32' || frame?.kind !== 'bytes') return null;
  const rows = [...pairs.data.keys()].filter((row) => pairs.data[row] === pair);
  const found = alphas.map((at) => {
    const row = rows.find((one) => Math.abs(alpha.data[one]! - at) < SAME_ALPHA);
    return row === undefined ? null : frame.data.subarray(row * frame.width, (row + 1) * frame.width);
  });
  return found.every((one) => one === null) ? null : found;
}

/** Pairs whose frames a trial kept, ascending. */
export function keptPairs(table: Table | null): readonly number[] {
  return [...new Set(table?.columns['pair']?.data ?? [])].map(Number).sort((a, b) => a - b);
}
