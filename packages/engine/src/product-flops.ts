import { sizeOf, type Shape } from '@latent-paths/core';

/** Multiplications and additions of a matrix product that makes `output` by sums over `depth` products each. */
export function productFlops(output: Shape, depth: number): number {
  return 2 * sizeOf(output) * depth;
}
