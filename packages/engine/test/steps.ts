import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '../src/index.js';
import { scalar, specsOf, uniform } from './arrays.js';

export const frozen: NamedArrays = { a: uniform('a', [4, 3]) };

export const initial: NamedArrays = {
  w: uniform('w', [3, 4]),
  b: uniform('b', [4]),
  'm/w': uniform('m/w', [3, 4], 0, 0),
  'v/w': uniform('v/w', [3, 4], 0, 0),
};

/** Other numbers at every turn. */
export const batch = (turn: number): NamedArrays => ({
  x: uniform(`x${turn}`, [5, 3]),
  rate: scalar(0.01 * (1 + (turn % 3))),
});

/**
 * A small net fitted with Adam (without bias correction): frozen weights, state of several kinds, a batch and a scalar.
 */
export const fit: StepDefinition = {
  name: 'fit',
  frozen,
  state: specsOf(initial),
  inputs: specsOf(batch(0)),
  run: ({ frozen: { a }, state, inputs: { x, rate } }) => {
    const loss = (w: Tensor, b: Tensor) => {
      const h = tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b);
      const y = tf.matMul(tf.mul(h, tf.sigmoid(h)) as Tensor2D, a as Tensor2D);
      return tf.mean(tf.sum(tf.squaredDifference(y, x!), 1)) as Scalar;
    };
    const { value, grads } = tf.valueAndGrads(loss)([state['w']!, state['b']!]);
    const [gw, gb] = grads as [Tensor, Tensor];
    const m = tf.add(tf.mul(0.9, state['m/w']!), tf.mul(0.1, gw));
    const v = tf.add(tf.mul(0.99, state['v/w']!), tf.mul(0.01, tf.square(gw)));
    const next = {
      w: tf.sub(state['w']!, tf.mul(rate!, tf.div(m, tf.add(tf.sqrt(v), 1e-6)))),
      b: tf.sub(state['b']!, tf.mul(rate!, gb)),
      'm/w': m,
      'v/w': v,
    };
    return { state: next, outputs: { loss: value, norm: tf.norm(gw) } };
  },
};

/** A step without state over one input. */
export function pure(name: string, x: NamedArrays[string], run: (x: Tensor) => Record<string, Tensor>): StepDefinition {
  return {
    name,
    frozen: {},
    state: {},
    inputs: specsOf({ x }),
    run: ({ inputs }) => ({ state: {}, outputs: run(inputs['x']!) }),
  };
}
