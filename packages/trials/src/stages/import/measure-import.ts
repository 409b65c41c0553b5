import { ndarray, sizeOf, type ImportRecord, type VaeQuality } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { PretrainedVae } from '@latent-paths/pretrained';
import { importStep } from '../../steps/import-step.js';
import { onnxVae } from '../../vaes/onnx-vae.js';
import { activeDimensions } from '../active-dimensions.js';
import { latentNorms } from '../latent-norms.js';
import { checkGradients, DIRECTIONS } from './check-gradients.js';
import { picturesToMeasure } from './pictures-to-measure.js';

/** Pictures of the strip. */
const SHOWN = 8;

/** What was measured on pictures. */
export interface MeasuredImport {
  readonly figures: Pick<ImportRecord, 'images' | 'gradient' | 'reconstruction' | 'active' | 'norms' | 'idempotence'>;
  readonly quality: VaeQuality;
  /** The first pictures [s, h·w·c], and what comes back of them. */
  readonly shown: { readonly pictures: Float32Array; readonly reconstructed: Float32Array };
  /** [n, d] */
  readonly latents: Float32Array;
  /** All pictures [n, h·w·c]. */
  readonly pictures: Float32Array;
}

/** @throws if the VAE gives numbers that are not finite */
export async function measureImport(
  vae: PretrainedVae,
  source: ImageSource,
  compile: Engine['compile'],
): Promise<MeasuredImport> {
  const frozen = onnxVae(vae);
  const [d, pixels] = [frozen.latentSize, sizeOf(source.shape)];
  const { batch, affordable } = picturesToMeasure(source);
  const program = await compile(importStep({ vae: frozen, posterior: vae.posterior, batch }));
  const images = affordable(program);
  const pictures = new Float32Array(images * pixels);
  for (let i = 0; i < images; i++) source.write('heldOut', i, pictures, i * pixels);
  const [latents, reconstructed] = [new Float32Array(images * d), new Float32Array(images * pixels)];
  const [moved, again] = [new Float64Array(images), new Float64Array(images)];
  let kl: number | null = null;
  for (let first = 0; first < images; first += batch) {
    const x = pictures.slice(first * pixels, (first + batch) * pixels);
    const outputs = await program.run({ images: ndarray([batch, ...source.shape], x) });
    latents.set(outputs['latents']!.data, first * d);
    reconstructed.set(outputs['reconstructed']!.data, first * pixels);
    moved.set(outputs['moved']!.data, first);
    again.set(outputs['again']!.data, first);
    if (outputs['kl'] !== undefined) kl = (kl ?? 0) + (outputs['kl'].data[0]! * batch) / images;
  }
  requireFinite({ latents, pictures: reconstructed }, { latents: d, pictures: pixels });
  const squaredError = meanOf(reconstructed.map((value, i) => (value - pictures[i]!) ** 2));
  const units = activeDimensions(latents, d).length;
  const moving = [...moved.keys()].filter((i) => moved[i]! > 0);
  return {
    figures: {
      images,
      gradient: { directions: DIRECTIONS, difference: await checkGradients(frozen, latents, compile) },
      reconstruction: { squaredError, baseline: varianceOf(pictures, pixels) },
      active: { units, of: d },
      norms: latentNorms(latents, d),
      idempotence: moving.length === 0 ? null : meanOf(moving.map((i) => again[i]! / moved[i]!)),
    },
    quality: { images, squaredError, kl, activeUnits: units, units: d },
    shown: {
      pictures: pictures.slice(0, SHOWN * pixels),
      reconstructed: reconstructed.slice(0, SHOWN * pixels),
    },
    latents,
    pictures,
  };
}

function requireFinite(
  made: Readonly<Record<'latents' | 'pictures', Float32Array>>,
  widths: Readonly<Record<'latents' | 'pictures', number>>,
): void {
  for (const name of ['latents', 'pictures'] as const) {
    const bad = made[name].findIndex((value) => !Number.isFinite(value));
    if (bad < 0) continue;
    throw new Error(
      `vae: expected finite numbers, got ${made[name][bad]} in the ${name} of picture ` +
        `${Math.floor(bad / widths[name])}; look at input.range, or take other files`,
    );
  }
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The mean squared distance of rows from their mean, a value. */
function varianceOf(rows: Float32Array, size: number): number {
  const mean = new Float64Array(size);
  rows.forEach((value, i) => (mean[i % size]! += (value * size) / rows.length));
  return rows.reduce((sum, value, i) => sum + (value - mean[i % size]!) ** 2, 0) / rows.length;
}
