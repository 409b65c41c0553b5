import { fromHalf, toHalf } from '@latent-paths/browser';
import { mapValues, ndarray, type NamedArrays } from '@latent-paths/core';
import type { FinishedPath } from '@latent-paths/trials/evaluation';

/** A path and its VAE with weights that are rounded to half precision. */
export function withHalfWeights(finished: FinishedPath): FinishedPath {
  const { theta, vae } = finished;
  return { ...finished, theta: rounded(theta), vae: { ...vae, weights: rounded(vae.weights) } };
}

function rounded(weights: NamedArrays): NamedArrays {
  return mapValues(weights, (array) =>
    array.data instanceof Float32Array
      ? ndarray(
          array.shape,
          array.data.map((value) => fromHalf(toHalf(value))),
        )
      : array,
  );
}
