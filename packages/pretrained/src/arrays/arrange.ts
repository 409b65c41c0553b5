import type { Shape } from '@latent-paths/core';
import type { Constant } from '../graph.js';
import { blank } from './constant.js';
import { stridesOf, walk } from './strides.js';

/** Axis i of the result is axis permutation[i] of x. */
export function transposed(x: Constant, permutation: readonly number[]): Constant {
  const strides = stridesOf(x.shape);
  const shape = permutation.map((axis) => x.shape[axis]!);
  const made = blank(x.type, shape);
  walk(
    shape,
    permutation.map((axis) => strides[axis]!),
    (from, to) => (made.data[to] = x.data[from]!),
  );
  return made;
}

export interface Cut {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Every step-th of `count` slices along each axis. */
export function cutOut(x: Constant, cuts: readonly Cut[]): Constant {
  const strides = stridesOf(x.shape);
  const shape = cuts.map(({ count }) => count);
  const made = blank(x.type, shape);
  const start = cuts.reduce((sum, cut, axis) => sum + cut.start * strides[axis]!, 0);
  walk(
    shape,
    cuts.map(({ step }, axis) => step * strides[axis]!),
    (from, to) => (made.data[to] = x.data[from]!),
    start,
  );
  return made;
}

/** Arrays one after the other along an axis. */
export function concatenated(inputs: readonly Constant[], axis: number): Constant {
  const first = inputs[0]!;
  const shape = first.shape.with(
    axis,
    inputs.reduce((sum, input) => sum + input.shape[axis]!, 0),
  );
  const made = blank(first.type, shape);
  const run = (of: Shape) => of.slice(axis).reduce((product, length) => product * length, 1);
  let at = 0;
  for (const input of inputs) {
    const length = run(input.shape);
    for (let i = 0; i * length < input.data.length; i++)
      made.data.set(input.data.subarray(i * length, (i + 1) * length), i * run(shape) + at);
    at += length;
  }
  return made;
}

/** Slices along an axis, by index; the shape of the indices replaces the axis. */
export function gathered(x: Constant, indices: Constant, axis: number): Constant {
  const length = x.shape[axis]!;
  const inner = x.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const outer = x.shape.slice(0, axis).reduce((product, size) => product * size, 1);
  const made = blank(x.type, x.shape.toSpliced(axis, 1, ...indices.shape));
  const count = indices.data.length;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < count; i++) {
      const index = indices.data[i]!;
      const from = (o * length + (index < 0 ? index + length : index)) * inner;
      made.data.set(x.data.subarray(from, from + inner), (o * count + i) * inner);
    }
  }
  return made;
}
