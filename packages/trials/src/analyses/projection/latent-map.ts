import * as tf from '@tensorflow/tfjs-core';
import { ndarray, type NamedArrays } from '@latent-paths/core';
import type { Engine, StepDefinition } from '@latent-paths/engine';
import { weight, type Weights } from '@latent-paths/model';
import { mapRows } from '../../evaluation/scoring/map-rows.js';

/** A map of latents to latents, P as a rule, made ready on an engine. */
export interface LatentMap {
  /** d */
  readonly size: number;
  /** P of rows z [n, d]; [n, d] */
  apply(rows: Float32Array): Promise<Float32Array>;
  /** J_P at one point [d]: row i holds the gradient of P_i, [d, d] */
  jacobian(point: Float32Array): Promise<Float32Array>;
}

export interface LatentMapOptions {
  readonly size: number;
  /** What `project` reads. */
  readonly frozen: NamedArrays;
  /** [b, d] → [b, d], each row by itself */
  readonly project: (frozen: Weights, z: tf.Tensor2D) => tf.Tensor2D;
  /** Rows that are mapped at once. */
  readonly atOnce: number;
  readonly compile: Engine['compile'];
}

/** Compiles a map and its pullback. The Jacobian is d products Jᵀe_i, all in one run on d copies of the point. */
export async function openLatentMap({ size, frozen, project, atOnce, compile }: LatentMapOptions): Promise<LatentMap> {
  const forward = await compile(mapStep({ size, frozen, project, atOnce }));
  const backward = await compile(pullbackStep({ size, frozen, project }));
  const directions = ndarray(
    [size, size],
    Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0)),
  );
  return {
    size,
    apply: (rows) =>
      rows.length === 0
        ? Promise.resolve(rows)
        : mapRows({ program: forward, input: 'latents', output: 'mapped', batch: atOnce, shape: [size], rows }),
    async jacobian(point) {
      const latents = ndarray(
        [size, size],
        Float32Array.from({ length: size * size }, (_, i) => point[i % size]!),
      );
      return Float32Array.from((await backward.run({ latents, directions }))['gradients']!.data);
    },
  };
}

type MapStepOptions = Omit<LatentMapOptions, 'compile'>;

/** `latents` [b, d] → `mapped` [b, d] */
function mapStep({ size, frozen, project, atOnce }: MapStepOptions): StepDefinition {
  return {
    name: 'map-latents',
    frozen,
    state: {},
    inputs: { latents: { shape: [atOnce, size], dtype: 'float32' } },
    run: (given) => ({ state: {}, outputs: { mapped: project(given.frozen, weight(given.inputs, 'latents', 2)) } }),
  };
}

/** `latents` and `directions` [d, d] → `gradients` [d, d], row i being Jᵀu_i at z_i */
function pullbackStep({ size, frozen, project }: Omit<MapStepOptions, 'atOnce'>): StepDefinition {
  const rows = { shape: [size, size], dtype: 'float32' } as const;
  return {
    name: 'pull-back',
    frozen,
    state: {},
    inputs: { latents: rows, directions: rows },
    run(given) {
      const along = (z: tf.Tensor2D): tf.Scalar =>
        tf.sum(tf.mul(project(given.frozen, z), weight(given.inputs, 'directions', 2)));
      return {
        state: {},
        outputs: { gradients: tf.grad((z) => along(weight({ z }, 'z', 2)))(weight(given.inputs, 'latents', 2)) },
      };
    },
  };
}
