import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedArrays, NDArray } from '@latent-paths/core';
import type { Weights } from '../../weights.js';
import type { VaeContext } from '../vae-context.js';
import type { Minimisation } from './minimise.js';

/** A function of rows, computed many rows at once. */
export interface RowMap {
  /** Named in errors. */
  readonly name: string;
  /** [n, …] each: row i of all of them belongs together. */
  readonly rows: NamedArrays;
  /** What every row sees alike. */
  readonly shared: NamedArrays;
  /** Latents that are decoded for one row: says how many rows fit in memory at once. */
  readonly pointsPerRow: number;
  /** [b, …] from b of the rows; each row of the result depends on its own row alone. */
  compute(rows: Weights, shared: Weights, vae: VaeContext): Tensor;
}

/** What solving for paths needs from its caller: many rows computed at once, and latents of real images. */
export interface SolverHost {
  /** Values of α that the paths will be computed at, ascending from 0 to 1. */
  readonly alphas: Float32Array;
  /** Called with each row of the result, in order; `row` is valid only during the call. */
  map(problem: RowMap, take: (row: Float32Array, index: number) => void): Promise<void>;
  /** The unknowns where the minimum was found, [n, …]. @throws SolverDiverged */
  minimise(problem: Minimisation): Promise<NDArray<Float32Array>>;
  /**
   * Latents of `count` different training images, the same ones every time, [count, d]. @throws RangeError if there
   * are fewer
   */
  sample(count: number): NDArray<Float32Array>;
}
