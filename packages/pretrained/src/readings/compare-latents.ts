import { sizeOf } from '@latent-paths/core';
import type { Port } from '../graph.js';

type Axes = readonly (number | string)[];

/** How what an encoder gives stands to what a decoder takes. */
export interface Compared {
  /** As many numbers. */
  readonly same: boolean;
  /** The axis, counted with the batch, along which there are twice as many. */
  readonly double: number | undefined;
}

const NEITHER: Compared = { same: false, double: undefined };
const isKnown = (axes: Axes): axes is readonly number[] => axes.every((length) => typeof length === 'number');

/** What the files leave open may be either. */
export function compareLatents(given: Pick<Port, 'shape'>, taken: Pick<Port, 'shape'>): Compared {
  const own = given.shape?.slice(1);
  const wanted = taken.shape?.slice(1);
  if (own === undefined || wanted === undefined) return { same: true, double: 1 };
  if (own.length !== wanted.length) return compareSizes(own, wanted);
  const differing = own.flatMap((length, axis) => (differ(length, wanted[axis]!) ? [axis] : []));
  if (differing.length > 1) return NEITHER;
  const [axis] = differing;
  if (axis !== undefined) return own[axis] === 2 * Number(wanted[axis]) ? { same: false, double: axis + 1 } : NEITHER;
  const open = typeof own[0] === 'string' || typeof wanted[0] === 'string';
  return { same: true, double: open ? 1 : undefined };
}

const differ = (a: number | string, b: number | string): boolean =>
  typeof a === 'number' && typeof b === 'number' && a !== b;

function compareSizes(own: Axes, wanted: Axes): Compared {
  if (!isKnown(own) || !isKnown(wanted)) return { same: true, double: 1 };
  const [numbers, taken] = [sizeOf(own), sizeOf(wanted)];
  return { same: numbers === taken, double: numbers === 2 * taken ? 1 : undefined };
}
