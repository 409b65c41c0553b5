import type { Initialiser } from '../emitter.js';
import type { LoweredGraph } from '../onnx-model.js';
import { requireKnown } from './require-known.js';
import { OPERATORS, type OperatorName } from './javascript/operators.js';
import type { Constant, Program } from './javascript/program.js';

/** Numbers of a constant that are written out, at most; more lie among the weights. */
const WRITTEN = 16;

/** A model as data for plain JavaScript. */
export interface JavascriptProgram {
  readonly program: Program;
  /** What the program’s constants point into. */
  readonly weights: Float32Array;
}

/** A model as data that the operators of `javascript` compute. @throws RangeError if it has another operator */
export function toProgram({ inputs, outputs, nodes, initialisers }: LoweredGraph): JavascriptProgram {
  requireKnown(nodes, OPERATORS, 'JavaScript');
  const parts: Float32Array[] = [];
  let count = 0;
  const place = ({ shape, data }: Initialiser): Constant => {
    const numbers = Float32Array.from(Array.from(data, Number));
    if (numbers.length <= WRITTEN) return { shape, numbers: Array.from(numbers, writable) };
    const constant = { shape, at: count, count: numbers.length };
    parts.push(numbers);
    count += numbers.length;
    return constant;
  };
  const constants = Object.fromEntries([...initialisers].map(([name, initialiser]) => [name, place(initialiser)]));
  const weights = new Float32Array(count);
  let at = 0;
  for (const part of parts) {
    weights.set(part, at);
    at += part.length;
  }
  return {
    weights,
    program: {
      inputs: inputs.map(({ name }) => name),
      outputs: outputs.map(({ name }) => name),
      constants,
      // known, checked above
      steps: nodes.map((node) => [node.op as OperatorName, node.inputs, node.outputs, node.attributes]),
    },
  };
}

/** JSON has no infinities and no NaN. */
const writable = (number: number): number | string => (Number.isFinite(number) ? number : String(number));
