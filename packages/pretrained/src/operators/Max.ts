import * as tf from '@tensorflow/tfjs-core';
import { variadic } from '../elementwise.js';

/** Of any number of inputs. */
export const Max = variadic((a, b) => tf.maximum(a, b), Math.max);
