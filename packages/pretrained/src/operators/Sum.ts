import * as tf from '@tensorflow/tfjs-core';
import { variadic } from '../elementwise.js';

/** Of any number of inputs. */
export const Sum = variadic(
  (a, b) => tf.add(a, b),
  (a, b) => a + b,
);
