import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '@latent-paths/engine';
import { weight, type FrozenVae } from '@latent-paths/model';
import { mapRows } from '../../evaluation/scoring/map-rows.js';

export interface DecoderOptions {
  readonly vae: FrozenVae;
  readonly compile: Engine['compile'];
}

/** Rows that are decoded at once. */
const BATCH = 256;

/** Compiles D: latents [n, d] → pictures [n, h·w·c]. */
export async function openDecoder({
  vae,
  compile,
}: DecoderOptions): Promise<(rows: Float32Array) => Promise<Float32Array>> {
  const program = await compile({
    name: 'decode',
    frozen: vae.weights,
    state: {},
    inputs: { latents: { shape: [BATCH, vae.latentSize], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const images = vae.context(frozen).decode(weight(inputs, 'latents', 2));
      return { state: {}, outputs: { images: tf.reshape(images, [BATCH, -1]) } };
    },
  });
  return (rows) =>
    mapRows({ program, input: 'latents', output: 'images', batch: BATCH, shape: [vae.latentSize], rows });
}
