import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../elementwise.js';

export const Log = unary((x) => tf.log(x), Math.log);
