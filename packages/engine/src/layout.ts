import type { Shape } from '@latent-paths/core';
import type { ValueData } from './graph.js';

/**
 * Order of an array's axes in memory. TensorFlow.js images are [n, h, w, c] (`plain`, as every other array);
 * ONNX convolutions read and write [n, c, h, w] (`channels-first`).
 */
export type Layout = 'plain' | 'channels-first';

/** `plain` → `channels-first`: axis i of the result is axis TO_CHANNELS_FIRST[i] of the plain array. */
export const TO_CHANNELS_FIRST = [0, 3, 1, 2] as const;
export const TO_PLAIN = [0, 2, 3, 1] as const;

/** Where in memory an axis of an image is. */
export function physicalAxis(axis: number, layout: Layout): number {
  return layout === 'plain' ? axis : TO_CHANNELS_FIRST.findIndex((plain) => plain === axis);
}

/** A list with one entry per axis, from the plain order into that of the layout. */
export function arrangeAxes<T>(perAxis: readonly T[], layout: Layout): readonly T[] {
  return layout === 'plain' ? perAxis : permute(perAxis, TO_CHANNELS_FIRST);
}

export function permute<T>(perAxis: readonly T[], permutation: readonly number[]): T[] {
  return permutation.map((axis) => perAxis[axis]!);
}

/** True where the permutation only moves axes of size 1: the bytes stay in their order. */
export function keepsBytes(shape: Shape, permutation: readonly number[]): boolean {
  const moved = permutation.filter((axis) => shape[axis] !== 1);
  return moved.every((axis, i) => i === 0 || moved[i - 1]! < axis);
}

/** A transposed copy: axis i of the result is axis permutation[i] of `data`. */
export function transposeData(shape: Shape, data: ValueData, permutation: readonly number[]): ValueData {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = permute(shape, permutation);
  const steps = permute(strides, permutation);
  const out = data.slice();
  const place = new Array<number>(sizes.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = data[from]!;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      place[axis]!++;
      from += steps[axis]!;
      if (place[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      place[axis] = 0;
    }
  }
  return out;
}
