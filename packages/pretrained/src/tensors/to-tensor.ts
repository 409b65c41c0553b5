import * as tf from '@tensorflow/tfjs-core';
import type { Constant } from '../graph.js';

const LARGEST = 2 ** 31 - 1;

/** A constant as a tensor: whole numbers as int32, cut to its range. */
export function toTensor({ type, shape, data }: Constant): tf.Tensor {
  if (type === 'float32') return tf.tensor(Float32Array.from(data), [...shape], 'float32');
  if (type === 'bool') return tf.tensor(Uint8Array.from(data), [...shape], 'bool');
  const within = Int32Array.from(data, (number) => Math.min(Math.max(number, -LARGEST - 1), LARGEST));
  return tf.tensor(within, [...shape], 'int32');
}
