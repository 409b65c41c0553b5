import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '@latent-paths/engine';
import { weight, type FrozenVae } from '@latent-paths/model';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { mapRows } from '../../evaluation/scoring/map-rows.js';

export interface DecoderOptions {
  readonly vae: FrozenVae;
  readonly compile: Engine['compile'];
}

/** Rows that are decoded at once, at most. */
const BATCH = 256;

/** Compiles D: latents [n, d] → pictures [n, h·w·c]. */
export async function openDecoder({
  vae,
  compile,
}: DecoderOptions): Promise<(rows: Float32Array) => Promise<Float32Array>> {
  const batch = rowsAtOnce(BATCH, vae.imageShape);
  const program = await compile({
    name: 'decode',
    frozen: vae.weights,
    state: {},
    inputs: { latents: { shape: [batch, vae.latentSize], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const images = vae.context(frozen).decode(weight(inputs, 'latents', 2));
      return { state: {}, outputs: { images: tf.reshape(images, [batch, -1]) } };
    },
  });
  return (rows) => mapRows({ program, input: 'latents', output: 'images', batch, shape: [vae.latentSize], rows });
}
