import { ndarray, sizeOf, type NDArray, type Shape } from '@latent-paths/core';

export const zeros = ({ shape, dtype }: { readonly shape: Shape; readonly dtype: string }): NDArray =>
  ndarray(shape, dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)));
