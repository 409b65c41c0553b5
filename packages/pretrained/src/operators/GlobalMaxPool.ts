import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';
import { axesFrom } from '../tensors/normalise.js';

/** The largest number of every channel of every image, its axes kept. */
export const GlobalMaxPool: Operator = { run: ({ tensor }) => tf.max(tensor(0), axesFrom(2, tensor(0).rank), true) };
