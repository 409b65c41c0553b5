import { formatShape, sizeOf, type Shape } from '@latent-paths/core';
import type { Constant, ElementType } from '../graph.js';

/** A quarter of a gigabyte of float32: no array of a model's constants is larger where the model is not hostile. */
const MOST_NUMBERS = 2 ** 26;

/** Two gigabytes of float32: no tensor of a run is repeated to more. */
const MOST_IN_A_RUN = 2 ** 29;

function requireAtMost(most: number, shape: Shape): void {
  if (!(sizeOf(shape) <= most))
    throw new Error(`expected arrays of at most ${most} numbers, got the shape ${formatShape(shape)}`);
}

/** @throws if a model asks for a constant beyond all measure */
export function requireModest(shape: Shape): void {
  requireAtMost(MOST_NUMBERS, shape);
}

/** @throws if a model repeats a tensor beyond all measure */
export function requireModestTensor(shape: Shape): void {
  requireAtMost(MOST_IN_A_RUN, shape);
}

/** An array without numbers yet. */
export function blank(type: ElementType, shape: Shape): Constant {
  requireModest(shape);
  return { type, shape, data: type === 'float32' ? new Float32Array(sizeOf(shape)) : new Float64Array(sizeOf(shape)) };
}

/** A list of whole numbers, as shapes are. */
export function integers(values: readonly number[], shape: Shape = [values.length]): Constant {
  return { type: 'int64', shape, data: Float64Array.from(values) };
}

/** The same numbers under another shape. */
export function reshaped(x: Constant, shape: Shape): Constant {
  if (sizeOf(shape) !== x.data.length)
    throw new Error(`expected a shape of ${x.data.length} numbers, got ${formatShape(shape)}`);
  return { ...x, shape };
}
