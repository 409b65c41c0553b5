import {
  fillNormal,
  ndarray,
  sizeOf,
  split,
  type Key,
  type NamedArrays,
  type NDArray,
  type Shape,
} from '@latent-paths/core';

/** Independent draws from N(0, deviation²). */
function normalArray(shape: Shape, deviation: number, key: Key): NDArray<Float32Array> {
  const data = new Float32Array(sizeOf(shape));
  fillNormal(key, 0, data);
  return ndarray(
    shape,
    data.map((draw) => draw * deviation),
  );
}

export function zeroArray(shape: Shape): NDArray<Float32Array> {
  return ndarray(shape, new Float32Array(sizeOf(shape)));
}

/** √(2/fanIn): keeps the variance through a ReLU (He et al. 2015). */
export function heDeviation(fanIn: number): number {
  return Math.sqrt(2 / fanIn);
}

/** √(2/(fanIn+fanOut)): for a layer without ReLU (Glorot & Bengio 2010). */
export function glorotDeviation(fanIn: number, fanOut: number): number {
  return Math.sqrt(2 / (fanIn + fanOut));
}

export interface LayerOptions {
  readonly name: string;
  /** Of the kernel. */
  readonly shape: Shape;
  /** Length of the bias. */
  readonly outputs: number;
  /** Standard deviation of the kernel's entries. */
  readonly deviation: number;
  /** The layer draws from the stream `split(key, name)`, so that it does not depend on the layers beside it. */
  readonly key: Key;
}

/** `name/kernel`, normal, and `name/bias`, zero. */
export function initialLayer({ name, shape, outputs, deviation, key }: LayerOptions): NamedArrays {
  return {
    [`${name}/kernel`]: normalArray(shape, deviation, split(key, name)),
    [`${name}/bias`]: zeroArray([outputs]),
  };
}
