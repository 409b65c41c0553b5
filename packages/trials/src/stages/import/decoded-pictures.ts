import { ndarray, sizeOf } from '@latent-paths/core';
import type { ImageSource, LatentArray } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { PretrainedVae } from '@latent-paths/pretrained';
import { weight } from '@latent-paths/model';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { engineRunner } from '../../vaes/engine-runner.js';

const MOST = 256;
const BATCH = 32;

export interface DecodedPicturesOptions {
  readonly vae: PretrainedVae;
  readonly latents: LatentArray;
  /** Without pictures. */
  readonly source: ImageSource;
  readonly compile: Engine['compile'];
}

/** What D makes of the first latents, held out: it stands for pictures where there are none. */
export async function decodedPictures({
  vae,
  latents: { values, size, count },
  source,
  compile,
}: DecodedPicturesOptions): Promise<ImageSource> {
  const run = engineRunner(compile);
  const decode = {
    name: 'import-decode',
    weights: vae.weights,
    run: (weights: Parameters<PretrainedVae['decode']>[0], inputs: Parameters<typeof weight>[0]) => ({
      pictures: vae.decode(weights, weight(inputs, 'latents', 2)),
    }),
  };
  const pixels = sizeOf(vae.imageShape);
  const batch = rowsAtOnce(BATCH, vae.imageShape);
  const taken = Math.min(MOST, count);
  const pictures = new Float32Array(taken * pixels);
  for (let first = 0; first < taken; first += batch) {
    const rows = new Float32Array(batch * size);
    const own = values.subarray(first * size, Math.min(first + batch, taken) * size);
    rows.set(own);
    const made = await run(decode, { latents: ndarray([batch, size], rows) });
    pictures.set(made['pictures']!.data.subarray(0, (own.length / size) * pixels), first * pixels);
  }
  const shown = pictures.map((value) => Math.min(1, Math.max(0, value)));
  return {
    ...source,
    size: { train: 0, heldOut: taken },
    write: (_, index, out, offset = 0) => out.set(shown.subarray(index * pixels, (index + 1) * pixels), offset),
  };
}
