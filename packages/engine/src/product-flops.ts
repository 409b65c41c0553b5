import { sizeOf, type Shape } from '@latent-paths/core';

/** Multiplications and additions of a matrix product; each number of `output` is a sum over `depth` products. */
export function productFlops(output: Shape, depth: number): number {
  return 2 * sizeOf(output) * depth;
}
