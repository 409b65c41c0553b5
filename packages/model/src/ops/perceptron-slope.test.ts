import * as tf from '@tensorflow/tfjs-core';
import { rootKey } from '@latent-paths/core';
import { it } from 'vitest';
import { expectClose, expectNoLeak, expectWeightGradient, normal, toTensors } from '../../test/support.js';
import { initialPerceptron, perceptron } from './perceptron.js';
import { perceptronSlope } from './perceptron-slope.js';

const SLOPE = 0.2;
const x = normal('x', [5, 3]);

it.each([[[4]], [[6, 5]], [[4, 3, 6]]])(
  'is the gradient of a perceptron with %j hidden units, and has a gradient itself',
  (hidden) => {
    const weights = toTensors(initialPerceptron({ inputs: 3, hidden, outputs: 1, outputScale: 1, key: rootKey(2) }));
    const score = (at: tf.Tensor) =>
      tf.sum(
        perceptron({ weights, hidden: hidden.length, activation: (h) => tf.leakyRelu(h, SLOPE), x: at as tf.Tensor2D }),
      );
    expectClose(perceptronSlope({ weights, hidden: hidden.length, slope: SLOPE, x }), tf.grad(score)(x));
    const kernels = Object.fromEntries(Object.entries(weights).filter(([name]) => name.endsWith('kernel')));
    expectWeightGradient(
      'perceptronSlope',
      (some) =>
        tf.mean(
          tf.square(perceptronSlope({ weights: { ...weights, ...some }, hidden: hidden.length, slope: SLOPE, x })),
        ),
      kernels,
    );
    expectNoLeak(() => perceptronSlope({ weights, hidden: hidden.length, slope: SLOPE, x }));
  },
);
