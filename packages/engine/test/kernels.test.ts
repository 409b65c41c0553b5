import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NamedArrays } from '@latent-paths/core';
import { openEngine, type Engine, type StepDefinition } from '../src/index.js';
import { KERNELS } from '../src/kernels/registry.js';
import { holdGradient } from '../../../tools/testing/src/laws/hold-gradient.js';
import { holdValues } from '../../../tools/testing/src/laws/hold-values.js';
import { specsOf, uniform } from './arrays.js';
import { centralDifferences } from './central-differences.js';
import type { Case } from './kernel-case.js';
import { KERNEL_CASES } from './kernel-cases.js';

let engines: Record<'cpu' | 'onnx', Engine>;
beforeAll(async () => {
  engines = { cpu: await openEngine('cpu'), onnx: await openEngine('onnx', { threads: 1 }) };
});
afterAll(() => Object.values(engines).forEach((engine) => engine.dispose()));

/** The results of a case as outputs, and Σ results·weights, weights fixed and unequal. */
function evaluate({ run }: Case, inputs: Record<string, Tensor>) {
  const results = [run(inputs)].flat().map((y) => tf.cast(y, 'float32'));
  const sums = results.map((y, i) => {
    const { data } = uniform(`weights ${i}`, y.shape, 0.5, 1.5);
    return tf.sum(tf.mul(y, tf.tensor(data, y.shape))) as Scalar;
  });
  return { outputs: Object.fromEntries(results.map((y, i) => [`y${i}`, y])), sum: tf.addN(sums) as Scalar };
}

function valueStep(test: Case): StepDefinition {
  return {
    name: 'value',
    frozen: {},
    state: {},
    inputs: specsOf(test.inputs),
    run: ({ inputs }) => {
      const { outputs, sum } = evaluate(test, { ...inputs });
      return { state: {}, outputs: { ...outputs, sum } };
    },
  };
}

function gradientStep(test: Case): StepDefinition {
  const names = Object.keys(test.inputs);
  const sum = (...xs: Tensor[]) => evaluate(test, Object.fromEntries(names.map((name, i) => [name, xs[i]!]))).sum;
  return {
    name: 'gradient',
    frozen: {},
    state: {},
    inputs: specsOf(test.inputs),
    run: ({ inputs }) => {
      const gradients = tf.grads(sum)(names.map((name) => inputs[name]!));
      return { state: {}, outputs: Object.fromEntries(names.map((name, i) => [name, gradients[i]!])) };
    },
  };
}

async function runOn(engine: Engine, definition: StepDefinition, inputs: NamedArrays) {
  const program = await engine.compile(definition);
  try {
    return await program.run(inputs);
  } finally {
    program.dispose();
  }
}

it('has a file for every kernel and a kernel for every file', () => {
  const files = readdirSync(join(__dirname, '../src/kernels')).filter((name) => name !== 'registry.ts');
  expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(KERNELS).sort());
});

describe.each(Object.entries<readonly Case[]>(KERNEL_CASES))('%s', (kernel, cases) => {
  it('is used by its cases', async () => {
    await tf.setBackend('cpu');
    const used = await Promise.all(
      cases.map(async (test) => {
        const tensors = Object.fromEntries(
          Object.entries(test.inputs).map(([name, { shape, data }]) => [
            name,
            tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32'),
          ]),
        );
        return (await tf.profile(() => tf.tidy(() => test.run(tensors)))).kernelNames;
      }),
    );
    expect(cases.length).toBeGreaterThan(0);
    expect(used.flat()).toContain(kernel);
  });

  it.each(
    cases.map(
      (test, i) =>
        [
          i,
          Object.values(test.inputs)
            .map(({ shape }) => `[${shape}]`)
            .join(' '),
          test,
        ] as const,
    ),
  )('case %i over %s', async (_, __, test) => {
    const reference = await runOn(engines.cpu, valueStep(test), test.inputs);
    const compiled = await runOn(engines.onnx, valueStep(test), test.inputs);
    for (const [name, expected] of Object.entries(reference)) {
      const what = `${kernel}, compiled: ${name}`;
      holdValues({ what, by: 'as eager', expected, got: compiled[name]!, tolerance: 1e-5 });
    }
    if (!test.differentiable) return;

    const eager = await runOn(engines.cpu, gradientStep(test), test.inputs);
    const traced = await runOn(engines.onnx, gradientStep(test), test.inputs);
    const program = await engines.onnx.compile(valueStep(test));
    const differences = await centralDifferences(
      async (inputs) => (await program.run(inputs))['sum']!.data[0]!,
      test.inputs,
    );
    program.dispose();
    for (const [name, data] of Object.entries(differences)) {
      const expected = { ...test.inputs[name]!, data };
      // A condition moves nothing.
      if (data.every((difference) => difference === 0)) {
        holdValues({ what: `gradient of ${kernel} in ${name}`, by: '', expected, got: eager[name]!, tolerance: 0 });
      } else holdGradient({ piece: kernel, gradients: eager, differences: { [name]: expected }, tolerance: 1e-2 });
    }
    for (const [name, expected] of Object.entries(eager)) {
      const what = `${kernel}, compiled: gradient in ${name}`;
      holdValues({ what, by: 'as eager', expected, got: traced[name]!, tolerance: 1e-5 });
    }
  });
});
