import type { Shape } from '@latent-paths/core';

/** The distance in memory between neighbours along each axis. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** Calls `visit` with the place of every element of an array in another one that is walked with these strides. */
export function walk(
  shape: Shape,
  strides: readonly number[],
  visit: (from: number, to: number) => void,
  start = 0,
): void {
  const size = shape.reduce((product, length) => product * length, 1);
  const place = new Array<number>(shape.length).fill(0);
  let from = start;
  for (let to = 0; to < size; to++) {
    visit(from, to);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]!++;
      from += strides[axis]!;
      if (place[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      place[axis] = 0;
    }
  }
}
