import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../run-graph.js';

/**
 * f over any number of rows, where f takes so many at a time: the rows in parts, the last one filled up with zeros and
 * cut off again. Where `batch` is undefined f takes any number.
 */
export function inBatches(
  batch: number | undefined,
  x: tf.Tensor,
  run: (part: tf.Tensor) => NamedTensors,
): NamedTensors {
  const rows = x.shape[0]!;
  if (batch === undefined || rows === batch) return run(x);
  const parts = Math.ceil(rows / batch);
  const lacking = parts * batch - rows;
  const whole = lacking === 0 ? x : tf.concat([x, tf.zeros([lacking, ...x.shape.slice(1)])]);
  const made = (parts === 1 ? [whole] : tf.split(whole, parts)).map(run);
  const joined = Object.keys(made[0]!).map((name) => {
    const pieces = made.map((part) => part[name]!);
    const all = pieces.length === 1 ? pieces[0]! : tf.concat(pieces);
    return [
      name,
      lacking === 0
        ? all
        : tf.slice(
            all,
            all.shape.map(() => 0),
            [rows, ...all.shape.slice(1)],
          ),
    ] as const;
  });
  return Object.fromEntries(joined);
}
