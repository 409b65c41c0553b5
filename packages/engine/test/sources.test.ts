import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NamedArrays } from '@latent-paths/core';
import {
  exportModel,
  openEngine,
  openProgram,
  toPytorch,
  toProgram,
  type Engine,
  type StepDefinition,
} from '../src/index.js';
import { OPERATORS } from '../src/sources/javascript/operators.js';
import { PYTHON_OPERATORS } from '../src/sources/pytorch/operators.js';
import { holdValues } from '../../../tools/testing/src/laws/hold-values.js';
import { findPython } from '../../../tools/testing/src/find-python.js';
import { runPythonCases, type PythonCase } from '../../../tools/testing/src/python-of-cases.js';
import { specsOf } from './arrays.js';
import type { Case } from './kernel-case.js';
import { KERNEL_CASES } from './kernel-cases.js';

const python = findPython();
if (python === undefined)
  console.warn('sources in PyTorch: skipped, because no Python here imports torch (Debian: apt install python3-torch)');

/** A case and the model that it is elsewhere. */
interface Taken extends PythonCase {
  readonly step: StepDefinition;
  readonly model: ReturnType<typeof exportModel>;
}

function stepOf({ inputs, run }: Case): StepDefinition {
  return {
    name: 'case',
    frozen: {},
    state: {},
    inputs: specsOf(inputs),
    run: (given) => {
      const results = [run({ ...given.inputs })].flat().map((y) => tf.cast(y, 'float32'));
      return { state: {}, outputs: Object.fromEntries(results.map((y, i) => [`y${i}`, y])) };
    },
  };
}

/** Transposed products are operators of ONNX Runtime alone, and are refused where a model leaves. */
const REFUSED = 'expected operators of ONNX itself, got FusedMatMul of ONNX Runtime';

function taken(kernel: string): Taken[] {
  const cases: readonly Case[] = KERNEL_CASES[kernel as keyof typeof KERNEL_CASES]; // one of its keys
  return cases.flatMap((test, i) => {
    const step = stepOf(test);
    try {
      const model = exportModel({ step: () => step, rows: 1 });
      return [{ name: `${kernel} ${i}`, inputs: test.inputs, step, model, statements: toPytorch(model) }];
    } catch (error) {
      if (error instanceof Error && error.message.includes(REFUSED)) return [];
      throw error;
    }
  });
}

const kernels = Object.keys(KERNEL_CASES);
let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

async function expectedOf({ step, inputs }: Taken): Promise<NamedArrays> {
  const program = await engine.compile(step);
  const made = await program.run(inputs);
  program.dispose();
  return made;
}

it('knows the same operators in both languages', () => {
  expect(Object.keys(PYTHON_OPERATORS).sort()).toEqual(Object.keys(OPERATORS).sort());
});

it.each(kernels)('%s in JavaScript gives what the engine gives', async (kernel) => {
  for (const one of taken(kernel)) {
    const { program, weights } = toProgram(one.model);
    const run = openProgram(program, weights);
    const given = Object.entries(one.inputs).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data) },
    ]);
    const made = run(Object.fromEntries(given));
    for (const [name, expected] of Object.entries(await expectedOf(one)))
      holdValues({ what: `${one.name}: ${name}`, by: 'by the engine', expected, got: made[name]!, tolerance: 1e-5 });
  }
});

describe.skipIf(python === undefined)('every kernel in PyTorch, where a Python imports torch,', () => {
  it('gives what the engine gives', async () => {
    const all = kernels.flatMap(taken);
    const made = runPythonCases(python!, all); // there, or skipped
    for (const [i, one] of all.entries()) {
      const expected = await expectedOf(one);
      for (const [place, { name }] of one.model.outputs.entries()) {
        const [what, got] = [`${one.name} in PyTorch: ${name}`, made[i]![place]!];
        holdValues({ what, by: 'by the engine', expected: expected[name]!, got, tolerance: 1e-5 });
      }
    }
  });
});

it('names what it does not know, and the format that has it', () => {
  const [one] = taken('Sin');
  const model = { ...one!.model, nodes: one!.model.nodes.map((node) => ({ ...node, op: 'Einsum' })) };
  const message = 'got Einsum; export it with --to onnx, which has them all';
  expect(() => toProgram(model)).toThrow(`expected operators that are known in JavaScript, ${message}`);
  expect(() => toPytorch(model)).toThrow(`expected operators that are known in PyTorch, ${message}`);
});
