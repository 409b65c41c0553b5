import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type NamedArrays, type NDArray } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { compileable, readOnnx, type Compileable, type NamedTensors } from '@latent-paths/pretrained';
import { holdGradient } from '../../../../../tools/testing/src/laws/hold-gradient.js';
import { holdValues } from '../../../../../tools/testing/src/laws/hold-values.js';
import { bothEngines, uniform } from '../agreement.js';
import { onnxRuntime } from './onnx-runtime.js';

/** A model and what it is given. */
export interface Law {
  /** The operator or network, as a failure names it. */
  readonly piece: string;
  readonly bytes: Uint8Array;
  /** The same in nodes that onnxruntime computes, where it does not compute these. */
  readonly reference?: Uint8Array;
  readonly feeds: NamedArrays;
  /** Inputs whose gradient is held to central differences. */
  readonly differentiated?: readonly string[];
  /** ‖ours − onnxruntime's‖ / ‖onnxruntime's‖; 1e-5 if left out. */
  readonly tolerance?: number;
}

const H = 1e-2;

/** Holds values to onnxruntime's, eager ones to compiled ones, and gradients to central differences. */
export async function holdLaw({
  piece,
  bytes,
  reference = bytes,
  feeds,
  differentiated = [],
  tolerance = 1e-5,
}: Law): Promise<void> {
  const expected = await onnxRuntime(reference, feeds);
  const step = stepOf(compileable(readOnnx(bytes)), feeds, differentiated);
  const programs = await Promise.all((await bothEngines()).map((engine) => engine.compile(step)));
  const [eager, compiled] = await Promise.all(programs.map((program) => program.run(feeds)));
  for (const [engine, outputs] of [
    ['eager', eager!],
    ['compiled', compiled!],
  ] as const) {
    for (const [name, array] of Object.entries(expected)) {
      const what = `${piece}, ${engine}: ${name}`;
      holdValues({ what, by: 'by onnxruntime', expected: array, got: outputs[name]!, tolerance });
    }
  }
  for (const name of differentiated) {
    const gradient = compiled![gradientOf(name)]!;
    const what = `${piece}, compiled: gradient in ${name}`;
    holdValues({ what, by: 'as eager', expected: eager![gradientOf(name)]!, got: gradient, tolerance: 1e-5 });
    for (const [i, direction] of directions(feeds[name]!).entries()) {
      const sumAt = async (step: number) =>
        (await programs[1]!.run({ ...feeds, [name]: moved(feeds[name]!, direction, step) }))['sum']!.data[0]!;
      const slope = ((await sumAt(H)) - (await sumAt(-H))) / (2 * H);
      const along = direction.reduce((sum, length, j) => sum + length * gradient.data[j]!, 0);
      const scale = Math.hypot(...gradient.data) * Math.hypot(...direction);
      if (Math.abs(along - slope) <= 3e-3 * scale + 1e-3) continue;
      const input = `${name} along direction ${i}`;
      const numbers = (value: number) => ({ [input]: { shape: [], data: [value] } });
      holdGradient({ piece, gradients: numbers(along), differences: numbers(slope), tolerance: 3e-3 });
    }
  }
  programs.forEach((program) => program.dispose());
}

const gradientOf = (name: string): string => `gradient ${name}`;

function stepOf(model: Compileable, feeds: NamedArrays, names: readonly string[]): StepDefinition {
  return {
    name: 'law',
    frozen: model.weights,
    state: {},
    inputs: Object.fromEntries(
      Object.entries(feeds).map(([name, { shape }]) => [name, { shape, dtype: 'float32' as const }]),
    ),
    run: ({ frozen, inputs }) => {
      // A model of constants alone reads no input, and is given one all the same.
      const given = (own: NamedTensors) =>
        Object.fromEntries(model.inputs.map(({ name }) => [name, own[name] ?? tf.zeros([1, 1])]));
      const made = model.run(frozen, given(inputs));
      const outputs: Record<string, tf.Tensor> = Object.fromEntries(
        Object.entries(made).map(([name, y]) => [name, tf.clone(y)]),
      );
      outputs['sum'] = weighted(made);
      if (names.length === 0) return { state: {}, outputs };
      const sum = (...xs: tf.Tensor[]) =>
        weighted(
          model.run(frozen, given({ ...inputs, ...Object.fromEntries(names.map((name, i) => [name, xs[i]!])) })),
        );
      const gradients = tf.grads(sum)(names.map((name) => inputs[name]!));
      names.forEach((name, i) => (outputs[gradientOf(name)] = gradients[i]!));
      return { state: {}, outputs };
    },
  };
}

/** Σ outputs·weights, weights fixed and unequal. */
function weighted(outputs: NamedTensors): tf.Scalar {
  const sums = Object.entries(outputs).map(
    ([name, y]) => tf.sum(tf.mul(y, tf.tensor(uniform(`weights ${name}`, y.shape).data, y.shape))) as tf.Scalar,
  ); // a sum over all axes
  return tf.addN(sums) as tf.Scalar; // of scalars
}

/** As many random directions as there are numbers, 8 at most. */
function directions({ shape }: NDArray): (readonly number[])[] {
  return Array.from({ length: Math.min(sizeOf(shape), 8) }, (_, i) =>
    Array.from(uniform(`direction ${i}`, shape).data, (number) => 2 * number - 1),
  );
}

function moved({ shape, data }: NDArray, direction: readonly number[], step: number): NDArray {
  return { shape, data: Float32Array.from(data, (number, i) => number + step * direction[i]!) };
}
