import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Cos = unary((x) => tf.cos(x), Math.cos);
