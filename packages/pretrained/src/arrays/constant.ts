import { formatShape, sizeOf, type Shape } from '@latent-paths/core';
import type { Constant, ElementType } from '../graph.js';

/** A quarter of a gigabyte of float32: no honest model has a larger array among its constants. */
const MOST_NUMBERS = 2 ** 26;

/** Two gigabytes of float32: the most that a tensor may be repeated to in a run. */
const MOST_IN_A_RUN = 2 ** 29;

function requireAtMost(most: number, shape: Shape): void {
  if (!(sizeOf(shape) <= most))
    throw new Error(`expected arrays of at most ${most} numbers, got the shape ${formatShape(shape)}`);
}

/** @throws if a model asks for a constant that is too large */
export function requireModest(shape: Shape): void {
  requireAtMost(MOST_NUMBERS, shape);
}

/** @throws if a model repeats a tensor to a size that is too large */
export function requireModestTensor(shape: Shape): void {
  requireAtMost(MOST_IN_A_RUN, shape);
}

/** An array of zeros, to be filled. */
export function blank(type: ElementType, shape: Shape): Constant {
  requireModest(shape);
  return { type, shape, data: type === 'float32' ? new Float32Array(sizeOf(shape)) : new Float64Array(sizeOf(shape)) };
}

/** A list of whole numbers, such as a shape. */
export function integers(values: readonly number[], shape: Shape = [values.length]): Constant {
  return { type: 'int64', shape, data: Float64Array.from(values) };
}

/** The same numbers with another shape. */
export function reshaped(x: Constant, shape: Shape): Constant {
  if (sizeOf(shape) !== x.data.length)
    throw new Error(`expected a shape of ${x.data.length} numbers, got ${formatShape(shape)}`);
  return { ...x, shape };
}
