import * as tf from '@tensorflow/tfjs-core';
import { variadic } from '../elementwise.js';

/** Of any number of inputs. */
export const Min = variadic((a, b) => tf.minimum(a, b), Math.min);
