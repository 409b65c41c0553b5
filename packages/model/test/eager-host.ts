import * as tf from '@tensorflow/tfjs-core';
import { ndarray, type NDArray } from '@latent-paths/core';
import { initialMinimiser, minimiserStep, runMinimiser, type SolverHost, type VaeContext } from '../src/index.js';
import { normal, toArrays, toTensors } from './support.js';

export interface EagerHostOptions {
  readonly vae: VaeContext;
  readonly alphas: Float32Array;
  readonly latentSize: number;
  readonly pool?: NDArray<Float32Array>;
}

const float = (array: NDArray) => array as NDArray<Float32Array>; // of float tensors

/** Solves all rows at once on the backend that is there; latents of real images are given, or normal draws. */
export function eagerHost({ vae, alphas, latentSize, pool }: EagerHostOptions): SolverHost {
  const arrayOf = (x: tf.Tensor) => float(toArrays({ x })['x']!);
  return {
    alphas,
    sample: (count) => pool ?? arrayOf(normal('pool', [count, latentSize])),
    async map({ rows, shared, compute }, take) {
      const { shape, data } = arrayOf(tf.tidy(() => compute(tensorsOf(rows), toTensors(shared), vae)));
      const width = data.length / shape[0]!;
      for (let i = 0; i < shape[0]!; i++) take(data.slice(i * width, (i + 1) * width), i);
    },
    async minimise(problem) {
      const rows = tensorsOf(problem.rows);
      let state = toTensors(initialMinimiser(problem.start));
      return runMinimiser(problem, {
        async run(learningRate, step) {
          const { state: next, outputs } = tf.tidy(() => {
            const made = minimiserStep(problem, {
              state,
              rows,
              vae,
              learningRate: tf.scalar(learningRate),
              step: tf.scalar(step),
            });
            return { state: { ...made.state }, outputs: { ...made.outputs } };
          });
          tf.dispose(state);
          state = next;
          const told = (x: tf.Scalar) => x.dataSync()[0]!;
          return { objective: told(outputs.objective), gradient: told(outputs.gradient), moving: told(outputs.moving) };
        },
        unknowns: () => ndarray(problem.start.shape, arrayOf(state['unknowns']!).data),
      });
    },
  };
}

function tensorsOf(rows: Readonly<Record<string, NDArray>>): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, { shape, data }]) => [
      name,
      tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32'),
    ]),
  );
}
