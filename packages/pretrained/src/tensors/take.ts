import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, axisMatrix } from './along-axis.js';

/** Runs of indices that each go up by one: [0, 1, 2, 5, 4] → [0 × 3, 5 × 1, 4 × 1]. */
function runsOf(indices: readonly number[]): { readonly start: number; readonly count: number }[] {
  const runs: { start: number; count: number }[] = [];
  for (const index of indices) {
    const last = runs.at(-1);
    if (last !== undefined && index === last.start + last.count) last.count++;
    else runs.push({ start: index, count: 1 });
  }
  return runs;
}

/** Beyond so many pieces one matrix product is cheaper than slices. */
const MOST_PIECES = 16;

export function sliceAxis(x: tf.Tensor, axis: number, start: number, count: number): tf.Tensor {
  return tf.slice(
    x,
    x.shape.map((_, i) => (i === axis ? start : 0)),
    x.shape.with(axis, count),
  );
}

/** Slices of x along an axis, by index from the front: x[…, indices[i], …]. Composed of ops that have gradients. */
export function take(x: tf.Tensor, indices: readonly number[], axis: number): tf.Tensor {
  const runs = runsOf(indices);
  if (runs.length > MOST_PIECES && x.dtype === 'float32') {
    const choice = axisMatrix(indices.length, x.shape[axis]!, (add, row) => add(indices[row]!, 1));
    return alongAxis(x, choice, axis);
  }
  const pieces = runs.map(({ start, count }) => sliceAxis(x, axis, start, count));
  return pieces.length === 1 ? pieces[0]! : tf.concat(pieces, axis);
}
