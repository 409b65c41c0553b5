import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator.js';
import { axesFrom } from '../tensors/normalise.js';

/** The mean of every channel of every image, its axes kept. */
export const GlobalAveragePool: Operator = {
  run: ({ tensor }) => tf.mean(tensor(0), axesFrom(2, tensor(0).rank), true),
};
