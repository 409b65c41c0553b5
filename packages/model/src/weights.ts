import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

/** Tensors by name, such as `encoder/conv0/kernel`: all that a function of this package knows of a network. */
export type Weights = Readonly<Record<string, Tensor>>;

export interface TensorOfRank {
  readonly 0: Scalar;
  readonly 1: Tensor1D;
  readonly 2: Tensor2D;
  readonly 3: Tensor3D;
  readonly 4: Tensor4D;
}

/** @throws if the weight is not there or has another rank */
export function weight<R extends keyof TensorOfRank>(weights: Weights, name: string, rank: R): TensorOfRank[R] {
  const tensor = weights[name];
  if (tensor === undefined) {
    throw new RangeError(
      `weight: expected ${name}, got only ${Object.keys(weights).join(', ') || 'no weights at all'}`,
    );
  }
  if (tensor.rank !== rank) throw new RangeError(`weight: expected ${name} of rank ${rank}, got rank ${tensor.rank}`);
  // The line above has checked what the type says.
  return tensor as TensorOfRank[R];
}

/** Number n of layers `prefix0`, `prefix1`, …, `prefix(n−1)` that have a kernel. */
export function countLayers(weights: Weights, prefix: string): number {
  let n = 0;
  while (weights[`${prefix}${n}/kernel`] !== undefined) n++;
  return n;
}
