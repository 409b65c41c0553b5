import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import { vaeContext, weight, type ImageShape } from '@latent-paths/model';
import { mapRows } from '../../evaluation/scoring/map-rows.js';

export interface DecoderOptions {
  /** Weights of the frozen VAE. */
  readonly vae: NamedArrays;
  readonly imageShape: ImageShape;
  /** d */
  readonly size: number;
  readonly compile: Engine['compile'];
}

/** Rows that are decoded at once. */
const BATCH = 256;

/** Compiles D: latents [n, d] → pictures [n, h·w·c]. */
export async function openDecoder({
  vae,
  imageShape,
  size,
  compile,
}: DecoderOptions): Promise<(rows: Float32Array) => Promise<Float32Array>> {
  const program = await compile({
    name: 'decode',
    frozen: vae,
    state: {},
    inputs: { latents: { shape: [BATCH, size], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const images = vaeContext({ weights: frozen, imageShape }).decode(weight(inputs, 'latents', 2));
      return { state: {}, outputs: { images: tf.reshape(images, [BATCH, -1]) } };
    },
  });
  return (rows) => mapRows({ program, input: 'latents', output: 'images', batch: BATCH, shape: [size], rows });
}
