import * as tf from '@tensorflow/tfjs-core';
import { ndarray, type NamedArrays } from '@latent-paths/core';
import type { NamedTensors } from '../run-graph.js';

/** A pure function in TensorFlow.js ops, with weights of its own. */
export interface TensorFunction {
  readonly name: string;
  readonly weights: NamedArrays;
  run(weights: NamedTensors, inputs: NamedTensors): NamedTensors;
}

/**
 * Runs a function on arrays. It may keep what it compiles: functions are known by identity, and come again with the
 * same shapes.
 */
export type Runner = (computed: TensorFunction, inputs: NamedArrays) => Promise<NamedArrays>;

/** Runs at once on the backend that TensorFlow.js has. */
export const runEagerly: Runner = async (computed, inputs) => {
  const made = tf.tidy(() => tf.tidy(() => ({ ...computed.run(tensorsOf(computed.weights), tensorsOf(inputs)) })));
  const arrays = await Promise.all(
    Object.entries(made).map(async ([name, tensor]) => [name, await arrayOf(tensor)] as const),
  );
  tf.dispose(Object.values(made));
  return Object.fromEntries(arrays);
};

function tensorsOf(arrays: NamedArrays): NamedTensors {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
}

async function arrayOf(tensor: tf.Tensor) {
  return ndarray(tensor.shape, Float32Array.from(await tensor.data()));
}
