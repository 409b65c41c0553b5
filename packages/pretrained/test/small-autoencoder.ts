import { fillNormal, fillUniform, ndarray, rootKey, split, type NDArray } from '@latent-paths/core';
import { readOnnx, type Autoencoder, type Layout, type Range } from '../src/index.js';
import { int, int64, modelBytes, node, port, weights } from './model-bytes.js';

const SIDE = 4;
const PIXELS = SIDE * SIDE;
const LATENT = 2;

export interface SmallOptions {
  /** Where the mean is in what the encoder gives; two outputs where it is `apart`. */
  readonly posterior?: 'mean' | 'halves' | 'halves-logvar-first' | 'interleaved' | 'apart';
  readonly range?: Range;
  readonly layout?: Layout;
  /** The picture in two outputs, the second of half the side. */
  readonly summed?: boolean;
  /** Weights of another model. */
  readonly seed?: number;
  readonly batch?: number | string;
}

interface Plane {
  /** Numbers of the middle picture, in 0…1. */
  readonly middle: readonly number[];
  /** Two directions at right angles, of length 1. */
  readonly axes: readonly (readonly number[])[];
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function planeOf(seed: number): Plane {
  const key = split(rootKey(seed), 'plane');
  const draws = new Float32Array(2 * PIXELS);
  fillNormal(key, 0, draws);
  const shades = new Float32Array(PIXELS);
  fillUniform(split(key, 'middle'), 0, shades);
  const first = unit([...draws.subarray(0, PIXELS)]);
  const other = [...draws.subarray(PIXELS)];
  const along = dot(first, other);
  return {
    middle: [...shades].map((shade) => 0.3 + 0.4 * shade),
    axes: [first, unit(other.map((value, i) => value - along * first[i]!))],
  };
}

function unit(values: readonly number[]): readonly number[] {
  const length = Math.sqrt(dot(values, values));
  return values.map((value) => value / length);
}

/**
 * An autoencoder of pictures 4×4×1 in a plane: exact for pictures of that plane, and for no others. In the model's own
 * range it computes z = Aᵀ(y − m) and ŷ = m + A·z; of the logarithm of the variance it makes −3.
 */
export function smallAutoencoder({
  posterior = 'mean',
  range: [low, high] = [0, 1],
  layout = 'nchw',
  summed = false,
  seed = 1,
  batch = 'batch',
}: SmallOptions = {}): Autoencoder {
  const { middle, axes } = planeOf(seed);
  const stretch = middle.map((shade) => low + (high - low) * shade);
  const shape = layout === 'nchw' ? [1, SIDE, SIDE] : [SIDE, SIDE, 1];
  const columns = columnsOf(posterior);
  const outputs =
    posterior === 'apart'
      ? [port('mu', [batch, LATENT]), port('logvar', [batch, LATENT])]
      : [port('latents', [batch, columns.length])];
  const matrix = axes[0]!.flatMap((_, pixel) => columns.map((axis) => (axis === null ? 0 : axes[axis]![pixel]!)));
  const bias = columns.map((axis) => (axis === null ? -3 : -dot(axes[axis]!, stretch)));
  const head = posterior === 'apart' ? 'both' : 'latents';
  const encoder = modelBytes({
    inputs: [port('image', [batch, ...shape])],
    outputs,
    nodes: [
      node('Flatten', ['image'], ['row']),
      node('Gemm', ['row', 'w', 'b'], [head]),
      ...(posterior === 'apart' ? [node('Split', ['both'], ['mu', 'logvar'], { axis: int(1) })] : []),
    ],
    weights: [weights('w', [PIXELS, columns.length], matrix), weights('b', [columns.length], bias)],
    opset: 11,
  });
  const coarse = summed ? (low + high) / 8 + 0.1 : 0;
  const decoder = modelBytes({
    inputs: [port('z', [batch, LATENT])],
    outputs: [port('picture', [batch, ...shape]), ...(summed ? [port('2', [batch, 1, SIDE / 2, SIDE / 2])] : [])],
    nodes: [
      node('Gemm', ['z', 'a', 'm'], ['flat']),
      node('Reshape', ['flat', 'shape'], ['picture']),
      ...(summed
        ? [node('Gemm', ['z', 'none', 'grey'], ['quarter']), node('Reshape', ['quarter', 'half'], ['2'])]
        : []),
    ],
    weights: [
      weights('a', [LATENT, PIXELS], axes.flat()),
      weights(
        'm',
        [PIXELS],
        stretch.map((value) => value - coarse),
      ),
      int64('shape', [-1, ...shape]),
      ...(summed
        ? [
            weights('none', [LATENT, 4], new Array<number>(8).fill(0)),
            weights('grey', [4], new Array<number>(4).fill(coarse)),
            int64('half', [-1, 1, 2, 2]),
          ]
        : []),
    ],
    opset: 11,
  });
  return { encoder: readOnnx(encoder, { file: 'enc.onnx' }), decoder: readOnnx(decoder, { file: 'dec.onnx' }) };
}

/** Which axis each number of the encoder's output is of; null if it is the logarithm of the variance. */
function columnsOf(posterior: NonNullable<SmallOptions['posterior']>): readonly (number | null)[] {
  switch (posterior) {
    case 'mean':
      return [0, 1];
    case 'halves':
    case 'apart':
      return [0, 1, null, null];
    case 'halves-logvar-first':
      return [null, null, 0, 1];
    case 'interleaved':
      return [0, null, 1, null];
  }
}

/** Pictures [n, 4, 4, 1] of the plane, values 0…1. */
export function smallPictures(count: number, seed = 1): NDArray<Float32Array> {
  const { middle, axes } = planeOf(seed);
  const draws = new Float32Array(2 * count);
  fillUniform(split(rootKey(seed), 'pictures'), 0, draws);
  const rows = Array.from({ length: count }, (_, i) =>
    middle.map(
      (shade, pixel) => shade + axes.reduce((sum, axis, a) => sum + (draws[2 * i + a]! - 0.5) * 0.5 * axis[pixel]!, 0),
    ),
  );
  return ndarray([count, SIDE, SIDE, 1], Float32Array.from(rows.flat()));
}
