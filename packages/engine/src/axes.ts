import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import type { Emitter, Lowered } from './emitter.js';
import type { Value } from './graph.js';
import { arrangeAxes, physicalAxis, TO_CHANNELS_FIRST } from './layout.js';

/** Axes as TensorFlow.js takes them (one, several, from the end, or all) in ascending order from the front. */
export function resolveAxes(axis: number | readonly number[] | null | undefined, rank: number): number[] {
  const axes = axis === null || axis === undefined ? Array.from({ length: rank }, (_, i) => i) : [axis].flat();
  return axes.map((i) => resolveAxis(i, rank)).sort((a, b) => a - b);
}

export function resolveAxis(axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    throw new RangeError(`axis: expected one of ${rank} axes, got ${axis}`);
  return axis < 0 ? axis + rank : axis;
}

/** The shape after reducing over the axes. */
export function reduceShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  return keepDims ? shape.map((size, i) => (axes.includes(i) ? 1 : size)) : shape.filter((_, i) => !axes.includes(i));
}

/** A reduced tensor with its reduced axes put back at size 1, so that it broadcasts against the tensor before. */
export function restoreAxes(x: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  return reshape(x, [...reduceShape(shape, axes, true)]);
}

/** Emits an ONNX reduction in the layout in which x is; the result is in plain layout unless it is an image. */
export function lowerReduction(
  emit: Emitter,
  op: string,
  x: Value,
  axes: readonly number[],
  keepDims: boolean,
): Lowered {
  const layout = emit.layoutOf(x);
  const physical = axes.map((axis) => physicalAxis(axis, layout)).sort((a, b) => a - b);
  const name = emit.node(op, [emit.read(x, layout), emit.ints(physical)], {
    attributes: { keepdims: keepDims ? 1 : 0 },
  });
  if (keepDims || layout === 'plain') return { name, layout };
  const kept = TO_CHANNELS_FIRST.filter((axis) => !axes.includes(axis));
  const ascending = [...kept].sort((a, b) => a - b);
  const shape = arrangeAxes(x.shape, layout).filter((_, axis) => !physical.includes(axis));
  return emit.transpose(
    name,
    shape,
    ascending.map((axis) => kept.indexOf(axis)),
  );
}
