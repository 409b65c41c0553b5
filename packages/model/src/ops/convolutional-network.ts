import * as tf from '@tensorflow/tfjs-core';
import type { Key, NamedArrays } from '@latent-paths/core';
import { glorotDeviation, heDeviation, initialLayer } from '../initial.js';
import { weight, type Weights } from '../weights.js';

/** Side of every filter: a layer sees a place and those around it. */
const SIDE = 3;

export interface ConvolutionalNetworkOptions {
  /** `hidden0/…`, `hidden1/…`, …, `output/…`; kernels [3, 3, n, m] */
  readonly weights: Weights;
  /** Number of hidden layers. */
  readonly hidden: number;
  readonly activation: (x: tf.Tensor4D) => tf.Tensor4D;
  /** [b, h, w, n] */
  readonly x: tf.Tensor4D;
}

/**
 * Convolutions 3×3 that keep all places, without activation at their end; beyond the edge is 0.
 * [b, h, w, n] → [b, h, w, m]
 */
export function convolutionalNetwork({ weights, hidden, activation, x }: ConvolutionalNetworkOptions): tf.Tensor4D {
  let h = x;
  for (let i = 0; i < hidden; i++) h = activation(layer(weights, `hidden${i}`, h));
  return layer(weights, 'output', h);
}

function layer(weights: Weights, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const product = tf.conv2d(x, weight(weights, `${name}/kernel`, 4), 1, 'same');
  return tf.add(product, weight(weights, `${name}/bias`, 1));
}

export interface InitialConvolutionalNetworkOptions {
  /** n */
  readonly inputs: number;
  /** Channels of the hidden layers. */
  readonly hidden: readonly number[];
  /** m */
  readonly outputs: number;
  /** Scale of the last layer's weights, relative to Glorot's. */
  readonly outputScale: number;
  readonly key: Key;
}

/** Its weights at the start: He's deviation in the hidden layers, Glorot's, scaled, in the last; biases 0. */
export function initialConvolutionalNetwork({
  inputs,
  hidden,
  outputs,
  outputScale,
  key,
}: InitialConvolutionalNetworkOptions): NamedArrays {
  const sizes = [inputs, ...hidden, outputs];
  const seen = SIDE * SIDE;
  const layers = sizes.slice(1).map((m, i) => {
    const n = sizes[i]!;
    const last = i === hidden.length;
    const deviation = last ? outputScale * glorotDeviation(seen * n, seen * m) : heDeviation(seen * n);
    const shape = [SIDE, SIDE, n, m];
    return initialLayer({ name: last ? 'output' : `hidden${i}`, shape, outputs: m, deviation, key });
  });
  return Object.assign({}, ...layers);
}
