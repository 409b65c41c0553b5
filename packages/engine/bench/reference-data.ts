import {
  fillNormal,
  fillUniform,
  ndarray,
  rootKey,
  sizeOf,
  split,
  type NamedArrays,
  type Shape,
} from '@latent-paths/core';
import { pathLayers, vaeLayers, type Layer, type ReferenceSizes } from './reference-sizes.js';

const KEY = split(rootKey(0), 'reference-step');

function normal(name: string, shape: Shape, scale: number): NamedArrays {
  const data = new Float32Array(sizeOf(shape));
  fillNormal(split(KEY, name), 0, data);
  return {
    [name]: ndarray(
      shape,
      data.map((x) => x * scale),
    ),
  };
}

function initialise(layers: Record<string, Layer>): NamedArrays {
  return Object.fromEntries(
    Object.entries(layers).flatMap(([name, { weight, bias, fanIn, gain }]) =>
      Object.entries({
        ...normal(`${name}/weight`, weight, Math.sqrt(gain / fanIn)),
        ...normal(`${name}/bias`, bias, 0.1),
      }),
    ),
  );
}

/** θ: the same numbers on every machine. */
export function referenceTheta(sizes: ReferenceSizes): NamedArrays {
  return initialise(pathLayers(sizes));
}

/** The frozen weights of E and D. */
export function referenceFrozen(sizes: ReferenceSizes): NamedArrays {
  return initialise(vaeLayers(sizes));
}

/** zA, zB ~ N(0, 1), α ~ U[0, 1). */
export function referenceBatch({ batch, latent }: ReferenceSizes): NamedArrays {
  const alpha = new Float32Array(batch);
  fillUniform(split(KEY, 'alpha'), 0, alpha);
  return {
    ...normal('zA', [batch, latent], 1),
    ...normal('zB', [batch, latent], 1),
    alpha: ndarray([batch, 1], alpha),
    attraction: ndarray([], new Float32Array([0.1])),
  };
}

/** The batch, and Adam's learning rate. */
export function referenceInputs(sizes: ReferenceSizes, rate = 1e-3): NamedArrays {
  return { ...referenceBatch(sizes), rate: ndarray([], new Float32Array([rate])) };
}

/** θ, Adam's moments and their bias corrections 1 − β^t, at zero. */
export function referenceState(sizes: ReferenceSizes): NamedArrays {
  const theta = referenceTheta(sizes);
  const zeros = (moment: string) =>
    Object.entries(theta).map(
      ([name, { shape }]) => [`${moment}/${name}`, ndarray(shape, new Float32Array(sizeOf(shape)))] as const,
    );
  const corrections = { correction1: ndarray([], new Float32Array(1)), correction2: ndarray([], new Float32Array(1)) };
  return { ...theta, ...Object.fromEntries([...zeros('m'), ...zeros('v')]), ...corrections };
}
