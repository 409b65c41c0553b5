import { gather } from '@tensorflow/tfjs-core';
import { ndarray, type NDArray } from '@latent-paths/core';
import type { HeldPool } from '@latent-paths/data';
import type { NamedSpecs, StepDefinition } from '@latent-paths/engine';
import { weight } from '@latent-paths/model';

/** Bytes of latents up to which a pool is compiled into steps: each of them keeps its own. */
const MOST = 2 ** 26;
/** Inputs of steps that are latents of a pool, // [n, d] */
const LATENTS = ['zA', 'zB', 'pool'];

/** What is asked of a pool. */
type Latents = Pick<HeldPool, 'count' | 'latentSize' | 'gather' | 'latents'>;

/** How steps come by latents of a pool. */
export interface PoolLatents {
  /** The step as it is to be compiled. */
  within(step: StepDefinition): StepDefinition;
  /** What it is fed for the latents of these rows. */
  at(rows: Int32Array): NDArray;
}

/**
 * Where the pool is held in at most `most` bytes, steps gather its latents themselves, and are fed rows; else they are
 * fed latents.
 */
export function poolLatents(pool: Latents, most = MOST): PoolLatents {
  return pool.latents === null || pool.latents.byteLength > most ? fed(pool) : compiledIn(pool.latents, pool);
}

/** Latents are copied out of the pool, and are all that a step is fed. */
function fed({ gather, latentSize }: Latents): PoolLatents {
  return {
    within: (step) => step,
    at: (rows) => {
      const latents = new Float32Array(rows.length * latentSize);
      gather(rows, latents);
      return ndarray([rows.length, latentSize], latents);
    },
  };
}

function compiledIn(latents: Float32Array, { count, latentSize }: Latents): PoolLatents {
  return {
    within: (step) => {
      const read = LATENTS.filter((name) => name in step.inputs);
      const rows: NamedSpecs = Object.fromEntries(
        read.map((name) => [name, { shape: [step.inputs[name]!.shape[0]!], dtype: 'int32' }]),
      );
      return {
        ...step,
        frozen: { ...step.frozen, latents: ndarray([count, latentSize], latents) },
        inputs: { ...step.inputs, ...rows },
        run: ({ frozen: { latents: all, ...frozen }, state, inputs }) => {
          const gathered = Object.fromEntries(read.map((name) => [name, gather(all!, weight(inputs, name, 1))]));
          return step.run({ frozen, state, inputs: { ...inputs, ...gathered } });
        },
      };
    },
    at: (rows) => ndarray([rows.length], rows),
  };
}
