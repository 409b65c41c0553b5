import * as tf from '@tensorflow/tfjs-core';
import { floatOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { elu } from '../tensors/elu.js';

const ALPHA = 1.6732632423543772;
const GAMMA = 1.0507009873554805;

/** γ·elu(x, α) */
export const Selu: Operator = {
  run: ({ node, tensor }) => tf.mul(elu(tensor(0), floatOf(node, 'alpha', ALPHA)), floatOf(node, 'gamma', GAMMA)),
};
