import type { Operator } from '../operator.js';
import { Resize } from './Resize.js';

/** Resize of opset 10 under its name of opset 9. */
export const Upsample: Operator = {
  constants: [1],
  run: (call) => Resize.run!({ ...call, opset: 10 }), // Resize has one
};
