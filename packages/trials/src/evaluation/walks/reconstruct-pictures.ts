import { ndarray, sizeOf } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import type { FrozenVae } from '@latent-paths/model';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { reconstructionStep } from '../../steps/reconstruction-step.js';
import { withPrograms } from '../../steps/with-programs.js';
import { float32 } from '../scoring/interpolations.js';
import { inChunks } from './in-chunks.js';

/** What a VAE makes of a picture. */
export interface Reconstruction {
  /** z = E(x), [d] */
  readonly latent: Float32Array;
  /** Mean of (x − D(z))² over pixels and channels, values 0…1. */
  readonly squaredError: number;
}

export interface ReconstructPicturesOptions {
  readonly vae: FrozenVae;
  /** Values 0…1, [h·w·c] each. */
  readonly pictures: AsyncIterable<Float32Array>;
  readonly engine: Engine;
}

/** Pictures at once, at most. */
const BATCH = 16;

/** Encodes pictures and decodes them again, one after the other; of none of them the pixels are kept. */
export function reconstructPictures({ vae, pictures, engine }: ReconstructPicturesOptions): Promise<Reconstruction[]> {
  const [d, pixels] = [vae.latentSize, sizeOf(vae.imageShape)];
  const batch = rowsAtOnce(BATCH, vae.imageShape);
  return withPrograms(engine, async (compile) => {
    const program = await compile(reconstructionStep({ vae, batch }));
    const made: Reconstruction[] = [];
    for await (const chunk of inChunks(pictures, batch)) {
      const images = new Float32Array(batch * pixels);
      for (let i = 0; i < batch; i++) images.set(chunk[Math.min(i, chunk.length - 1)]!, i * pixels);
      const outputs = await program.run({ images: ndarray([batch, ...vae.imageShape], images) });
      const [latents, errors] = [float32(outputs, 'latents'), float32(outputs, 'error')];
      chunk.forEach((_, i) => made.push({ latent: latents.slice(i * d, (i + 1) * d), squaredError: errors[i]! }));
    }
    return made;
  });
}
