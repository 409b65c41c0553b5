import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Sqrt = unary((x) => tf.sqrt(x), Math.sqrt);
