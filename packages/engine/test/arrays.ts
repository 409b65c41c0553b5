import {
  fillUniform,
  ndarray,
  rootKey,
  sizeOf,
  split,
  type NamedArrays,
  type NDArray,
  type Shape,
} from '@latent-paths/core';
import type { NamedSpecs } from '../src/index.js';

/** Numbers uniform in [low, high), the same at every call with the same name. */
export function uniform(name: string, shape: Shape, low = -1, high = 1): NDArray<Float32Array> {
  const data = new Float32Array(sizeOf(shape));
  fillUniform(split(rootKey(1), name), 0, data);
  return ndarray(
    shape,
    data.map((x) => low + (high - low) * x),
  );
}

export function scalar(x: number): NDArray<Float32Array> {
  return ndarray([], Float32Array.of(x));
}

export function specsOf(arrays: NamedArrays): NamedSpecs {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      { shape, dtype: data instanceof Int32Array ? 'int32' : 'float32' },
    ]),
  );
}

/** ‖actual − expected‖ / ‖expected‖; ‖actual‖ where nothing is expected. Infinite where one is not finite. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let [difference, norm] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    norm += expected[i]! ** 2;
  }
  const error = Math.sqrt(norm === 0 ? difference : difference / norm);
  return Number.isFinite(error) ? error : Infinity;
}
