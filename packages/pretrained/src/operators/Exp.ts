import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Exp = unary((x) => tf.exp(x), Math.exp);
