import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from './take.js';

/** `count` slices along an axis from `start` on, each `step` after the one before: a reshape and a slice. */
export function everyNth(
  x: tf.Tensor,
  axis: number,
  { start, step, count }: { readonly start: number; readonly step: number; readonly count: number },
): tf.Tensor {
  if (step === 1) return sliceAxis(x, axis, start, count);
  const needed = start + step * count;
  const lacking = Math.max(0, needed - x.shape[axis]!);
  const padded =
    lacking === 0
      ? x
      : tf.pad(
          x,
          x.shape.map((_, i): [number, number] => [0, i === axis ? lacking : 0]),
        );
  const part = sliceAxis(padded, axis, start, step * count);
  const split = tf.reshape(part, x.shape.toSpliced(axis, 1, count, step));
  return tf.reshape(sliceAxis(split, axis + 1, 0, 1), x.shape.with(axis, count));
}
