import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Key, NamedArrays } from '@latent-paths/core';
import { glorotDeviation, heDeviation, initialLayer } from '../initial.js';
import type { Weights } from '../weights.js';
import { dense } from './dense.js';

export interface PerceptronOptions {
  /** `hidden0/…`, `hidden1/…`, …, `output/…` */
  readonly weights: Weights;
  /** Number of hidden layers. */
  readonly hidden: number;
  readonly activation: (x: Tensor2D) => Tensor2D;
  /** [b, n] */
  readonly x: Tensor2D;
}

/** A multilayer perceptron without activation at its end; [b, n] → [b, m]. */
export function perceptron({ weights, hidden, activation, x }: PerceptronOptions): Tensor2D {
  let h = x;
  for (let i = 0; i < hidden; i++) h = activation(dense(weights, `hidden${i}`, h));
  return dense(weights, 'output', h);
}

export interface InitialPerceptronOptions {
  /** n */
  readonly inputs: number;
  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  /** m */
  readonly outputs: number;
  /** Scale of the last layer's weights, relative to Glorot's. */
  readonly outputScale: number;
  readonly key: Key;
}

/** Its weights at the start: He's deviation in the hidden layers, Glorot's, scaled, in the last; biases 0. */
export function initialPerceptron({
  inputs,
  hidden,
  outputs,
  outputScale,
  key,
}: InitialPerceptronOptions): NamedArrays {
  const sizes = [inputs, ...hidden, outputs];
  const layers = sizes.slice(1).map((m, i) => {
    const n = sizes[i]!;
    const last = i === hidden.length;
    const deviation = last ? outputScale * glorotDeviation(n, m) : heDeviation(n);
    return initialLayer({ name: last ? 'output' : `hidden${i}`, shape: [n, m], outputs: m, deviation, key });
  });
  return Object.assign({}, ...layers);
}
