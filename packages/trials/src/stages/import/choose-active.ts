import { ndarray, sizeOf } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { ActiveDimensions, PretrainedVae } from '@latent-paths/pretrained';
import { encodeStep } from '../../steps/vae-step.js';
import { onnxVae } from '../../vaes/onnx-vae.js';
import { activeDimensions, momentsOf } from '../active-dimensions.js';
import { picturesToMeasure } from './pictures-to-measure.js';

export interface ChosenActive extends ActiveDimensions {
  /** E of the pictures that they were chosen on, [n, d] with all d dimensions. */
  readonly latents: Float32Array;
  readonly images: number;
}

/**
 * The dimensions whose posterior mean varies over held-out pictures; each other one is held at its mean over them.
 * @throws if none varies
 */
export async function chooseActive(
  vae: PretrainedVae,
  source: ImageSource,
  compile: Engine['compile'],
): Promise<ChosenActive> {
  const frozen = onnxVae(vae);
  const [d, pixels] = [frozen.latentSize, sizeOf(source.shape)];
  const { batch, affordable } = picturesToMeasure(source);
  const program = await compile(encodeStep({ vae: frozen, batch }));
  const images = affordable(program);
  const latents = new Float32Array(images * d);
  for (let first = 0; first < images; first += batch) {
    const x = new Float32Array(batch * pixels);
    for (let i = 0; i < batch; i++) source.write('heldOut', first + i, x, i * pixels);
    const made = await program.run({ images: ndarray([batch, ...source.shape], x) });
    latents.set(made['latents']!.data, first * d);
  }
  const dimensions = activeDimensions(latents, d);
  if (dimensions.length === 0)
    throw new Error(
      `vae.latent: expected dimensions that vary over pictures, got none of ${d} over ${images}; leave ` +
        'use: active out, and look at the reading and at the pictures',
    );
  const held = momentsOf(latents, d).flatMap(({ mean }, j) => (dimensions.includes(j) ? [] : [mean]));
  return { dimensions, held, latents, images };
}
