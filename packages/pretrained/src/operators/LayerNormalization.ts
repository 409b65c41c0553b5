import * as tf from '@tensorflow/tfjs-core';
import { axisOf } from '../arrays/axes.js';
import { floatOf, intOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { axesFrom, normalise } from '../tensors/normalise.js';

/** The axes from one on to mean 0 and variance 1, then scale and bias, which broadcast. */
export const LayerNormalization: Operator = {
  refuses: ({ outputs }) =>
    outputs.slice(1).some((name) => name !== '')
      ? 'its mean or deviation is read, which only training has; export with model.eval()'
      : undefined,
  run: (call) => {
    const x = call.tensor(0);
    const axes = axesFrom(axisOf(intOf(call.node, 'axis', -1), x.rank), x.rank);
    const scaled = tf.mul(normalise(x, axes, floatOf(call.node, 'epsilon', 1e-5)), call.tensor(1));
    return call.has(2) ? tf.add(scaled, call.tensor(2)) : scaled;
  },
};
