import type { Operator } from '../operator.js';
import { logSoftmax, softmaxAxes } from '../tensors/softmax.js';

export const LogSoftmax: Operator = { run: (call) => logSoftmax(call.tensor(0), softmaxAxes(call)) };
