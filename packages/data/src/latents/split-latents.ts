import { sampleWithoutReplacement, split, type Key } from '@latent-paths/core';

/** Which rows of latents are for what. */
export interface LatentSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** What is held out: a share, or the rows of a file from the first to before the second. */
export type HeldLatents = number | { readonly rows: readonly [first: number, end: number] };

/**
 * Splits rows by what is held out: of a share ⌊share·count⌋ are drawn without replacement by a keyed permutation. The
 * first half of them is to choose by, the rest to score on; both, and those that are left to train on, in the order of
 * that permutation.
 * @throws RangeError if a part would have fewer than two latents, which make a pair, or rows are none of the file
 */
export function splitLatents(count: number, heldOut: HeldLatents, key: Key): LatentSplit {
  const order = sampleWithoutReplacement(split(key, 'latents'), count, count);
  const { held, train } = typeof heldOut === 'number' ? byShare(order, heldOut) : byRows(order, heldOut.rows);
  const validation = Math.floor(held.length / 2);
  if (validation < 2 || train.length < 2) {
    throw new RangeError(
      `splitLatents: expected at least two latents to train on, to choose by and to score on, got ${count} of ` +
        `which ${held.length} are held out. Give more, or another share.`,
    );
  }
  return { train, validation: held.slice(0, validation), test: held.slice(validation) };
}

interface Held {
  readonly held: Int32Array;
  readonly train: Int32Array;
}

function byShare(order: Int32Array, share: number): Held {
  const count = Math.floor(share * order.length);
  return { held: order.slice(0, count), train: order.slice(count) };
}

function byRows(order: Int32Array, [first, end]: readonly [number, number]): Held {
  if (end > order.length)
    throw new RangeError(
      `splitLatents: expected rows of ${order.length} latents, 0 to ${order.length}, got [${first}, ${end}]. Name ` +
        'those that are there.',
    );
  const isHeld = (row: number): boolean => row >= first && row < end;
  return { held: order.filter(isHeld), train: order.filter((row) => !isHeld(row)) };
}
