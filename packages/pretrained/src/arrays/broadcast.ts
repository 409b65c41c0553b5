import { formatShape, type Shape } from '@latent-paths/core';
import type { Constant, ElementType } from '../graph.js';
import { blank } from './constant.js';
import { stridesOf, walk } from './strides.js';

/** The shape to which all broadcast, as NumPy does it. */
export function broadcastShape(...shapes: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = new Set(
      shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((length) => length !== 1),
    );
    if (lengths.size > 1)
      throw new Error(`expected shapes that broadcast, got ${shapes.map((shape) => formatShape(shape)).join(' and ')}`);
    return [...lengths][0] ?? 1;
  });
}

/** Strides with which x is read as if it had been broadcast. */
function broadcastStrides(x: Shape, shape: Shape): number[] {
  const strides = stridesOf(x);
  return shape.map((_, axis) => {
    const own = axis - shape.length + x.length;
    return own < 0 || x[own] === 1 ? 0 : strides[own]!;
  });
}

export function broadcastTo(x: Constant, shape: Shape): Constant {
  const made = blank(x.type, shape);
  walk(shape, broadcastStrides(x.shape, shape), (from, to) => (made.data[to] = x.data[from]!));
  return made;
}

/** y_i = f(a_i, b_i, …) with broadcasting. Whole numbers are cut towards 0. */
export function elementwise(
  type: ElementType,
  f: (...numbers: number[]) => number,
  ...inputs: readonly Constant[]
): Constant {
  const shape = broadcastShape(...inputs.map((input) => input.shape));
  const wide = inputs.map((input) => broadcastTo(input, shape));
  const made = blank(type, shape);
  const whole = type !== 'float32' && type !== 'bool';
  for (let i = 0; i < made.data.length; i++) {
    const number = f(...wide.map(({ data }) => data[i]!));
    made.data[i] = whole ? Math.trunc(number) : number;
  }
  return made;
}
