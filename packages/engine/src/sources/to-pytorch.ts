import { ndarray, type NamedArrays } from '@latent-paths/core';
import type { Initialiser } from '../emitter.js';
import type { LoweredGraph } from '../onnx-model.js';
import { pythonCall } from './pytorch/call.js';
import { PYTHON_OPERATORS } from './pytorch/operators.js';
import { isWeight, pythonNames } from './pytorch/python-values.js';
import { requireKnown } from './require-known.js';

/** A model as the inside of a function of PyTorch. */
export interface PytorchStatements {
  /** Statements on the names of the inputs and on the weights `w['…']`; they use torch, functional and math. */
  readonly lines: readonly string[];
  /** Names of the inputs and outputs in Python. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly weights: NamedArrays;
}

/** A model as statements of PyTorch, one an operator. @throws RangeError if it has an operator that is not known */
export function toPytorch({ inputs, outputs, nodes, initialisers }: LoweredGraph): PytorchStatements {
  requireKnown(nodes, PYTHON_OPERATORS, 'PyTorch');
  const nameOf = pythonNames();
  const given = inputs.map(({ name }) => nameOf(name));
  const lines = nodes.map((node) => {
    const call = pythonCall({ node, initialisers, nameOf, like: given[0]! });
    const expression = PYTHON_OPERATORS[node.op as keyof typeof PYTHON_OPERATORS](call); // known, checked above
    const made = node.outputs.map(nameOf);
    // Split gives a tuple, of one part too
    const target = node.op === 'Split' ? `${made.join(', ')},` : made[0];
    return `${target} = ${expression}`;
  });
  return {
    lines,
    inputs: given,
    outputs: outputs.map(({ name }) => nameOf(name)),
    weights: Object.fromEntries(
      [...initialisers].filter(([, value]) => isWeight(value)).map(([name, value]) => [name, floats(value)]),
    ),
  };
}

function floats({ shape, data }: Initialiser) {
  return ndarray(shape, Float32Array.from(Array.from(data, Number)));
}
