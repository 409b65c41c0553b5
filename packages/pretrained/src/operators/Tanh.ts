import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Tanh = unary((x) => tf.tanh(x), Math.tanh);
