import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/** @throws if x is not [n, c, h, w] */
export function requireImages(x: Tensor): Tensor4D {
  if (x.rank !== 4)
    throw new Error(
      `expected images [n, c, h, w], got a tensor of ${x.rank} axes; only networks of pictures are computed`,
    );
  return x as Tensor4D; // its rank is 4
}
