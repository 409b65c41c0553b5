import type { Operator } from '../operator.js';
import { softmax, softmaxAxes } from '../tensors/softmax.js';

export const Softmax: Operator = { run: (call) => softmax(call.tensor(0), softmaxAxes(call)) };
