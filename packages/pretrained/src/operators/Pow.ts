import * as tf from '@tensorflow/tfjs-core';
import { binary } from '../elementwise.js';

/** a to the power b, in the type of a. */
export const Pow = binary((a, b) => tf.pow(a, tf.cast(b, a.dtype)), Math.pow);
