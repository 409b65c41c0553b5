import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Sin = unary((x) => tf.sin(x), Math.sin);
