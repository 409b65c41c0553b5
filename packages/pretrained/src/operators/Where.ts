import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from '../arrays/broadcast.js';
import type { Operator } from '../operator.js';

/** t where the condition holds, e elsewhere. */
export const Where: Operator = {
  run: ({ tensor }) => tf.where(tensor(0), tensor(1), tensor(2)),
  fold: ({ inputs: [condition, t, e] }) => [
    elementwise(t!.type, (holds, yes, no) => (holds === 0 ? no : yes), condition!, t!, e!),
  ],
};
