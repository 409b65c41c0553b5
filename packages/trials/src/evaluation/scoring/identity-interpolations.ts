import { ndarray, type NamedArrays, type NDArray } from '@latent-paths/core';
import type { Engine, Program } from '@latent-paths/engine';
import { identityStep, type IdentityStepOptions } from '../../steps/identity-step.js';
import { sparseGrid } from '../../steps/sparse-grid.js';

export interface IdentityInterpolationsOptions extends Omit<IdentityStepOptions, 'alphas'> {
  /** Of which those of the sparse grid are computed [a] */
  readonly grid: Float32Array;
  readonly compile: Engine['compile'];
}

/** Interpolates from latents to themselves, beside the interpolations of pairs. */
export interface IdentityInterpolations {
  /**
   * The outputs of an interpolation that starts at `zA` [p, d], and `strayed` [p, s, d], where the path has latents and
   * is not solved for.
   */
  beside(outputs: NamedArrays, zA: NDArray<Float32Array>): Promise<NamedArrays>;
}

/**
 * A program of its own, compiled where it is first needed: that of the interpolations of pairs stays as it is, to the
 * bit.
 */
export function identityInterpolations({
  grid,
  compile,
  ...step
}: IdentityInterpolationsOptions): IdentityInterpolations {
  const sparse = sparseGrid(grid.length);
  const alpha = ndarray(
    [sparse.length],
    Float32Array.from(sparse, (at) => grid[at]!),
  );
  let program: Program | undefined;
  return {
    async beside(outputs, zA) {
      if (outputs['z'] === undefined || step.path.solve !== undefined) return outputs;
      program ??= await compile(identityStep({ ...step, alphas: sparse.length }));
      return { ...outputs, ...(await program.run({ z: zA, alpha })) };
    },
  };
}
