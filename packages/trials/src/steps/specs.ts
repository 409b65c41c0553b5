import { mapValues, type NamedArrays, type NDArray, ndarray } from '@latent-paths/core';
import type { ArraySpec, NamedSpecs } from '@latent-paths/engine';

export const scalar: ArraySpec = { shape: [], dtype: 'float32' };

/** Shapes and types of arrays. */
export function specsOf(arrays: NamedArrays): NamedSpecs {
  return mapValues(
    arrays,
    ({ shape, data }) => ({ shape, dtype: data instanceof Int32Array ? 'int32' : 'float32' }) as const,
  );
}

/** Shapes and types of `rows` rows of arrays [n, …]. */
export function rowSpecs(arrays: NamedArrays, rows: number): NamedSpecs {
  return mapValues(specsOf(arrays), ({ shape, dtype }) => ({ shape: [rows, ...shape.slice(1)], dtype }));
}

/** A float32 scalar. */
export function scalarArray(value: number): NDArray<Float32Array> {
  return ndarray([], Float32Array.of(value));
}
