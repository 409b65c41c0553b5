import * as tf from '@tensorflow/tfjs-core';
import type { StepDefinition } from '@latent-paths/engine';
import { weight } from '@latent-paths/model';

export interface SearchStepOptions {
  readonly frames: number;
  readonly entries: number;
  /** Values of an image. */
  readonly values: number;
}

/** ‖f − x‖² of all `frames` f [n, D] to all `bank` images x [m, D]: `distances` [n, m], as ‖f‖² + ‖x‖² − 2f·x. */
export function searchStep({ frames, entries, values }: SearchStepOptions): StepDefinition {
  return {
    name: 'bank-search',
    frozen: {},
    state: {},
    inputs: {
      frames: { shape: [frames, values], dtype: 'float32' },
      bank: { shape: [entries, values], dtype: 'float32' },
    },
    run({ inputs }) {
      const [f, x] = [weight(inputs, 'frames', 2), weight(inputs, 'bank', 2)];
      const squares = (rows: tf.Tensor2D) => tf.sum(tf.square(rows), 1);
      const norms = tf.add(tf.expandDims(squares(f), 1), tf.expandDims(squares(x), 0));
      return { state: {}, outputs: { distances: tf.sub(norms, tf.mul(2, tf.matMul(f, x, false, true))) } };
    },
  };
}
