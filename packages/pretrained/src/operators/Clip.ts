import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from '../arrays/broadcast.js';
import { floatOf } from '../attributes.js';
import type { Call, Operator } from '../operator.js';

/** x within two bounds: attributes before opset 11, inputs since. */
export const Clip: Operator = {
  constants: [1, 2],
  run: (call) => {
    const [low, high] = [boundOf(call, 1, 'min', -Infinity), boundOf(call, 2, 'max', Infinity)];
    return tf.clipByValue(call.tensor(0), Math.min(low, high), high); // as ONNX has it where they cross
  },
  fold: ({ node, inputs: [x, least, most] }) => {
    const low = least?.data[0] ?? floatOf(node, 'min', -Infinity);
    const high = most?.data[0] ?? floatOf(node, 'max', Infinity);
    return [elementwise(x!.type, (number) => Math.min(Math.max(number, low), high), x!)];
  },
};

function boundOf(call: Call, input: number, attribute: string, otherwise: number): number {
  return call.has(input) ? call.constant(input).data[0]! : floatOf(call.node, attribute, otherwise);
}
