import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Abs = unary((x) => tf.abs(x), Math.abs);
