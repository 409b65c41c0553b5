import type { RunRecord } from '@latent-paths/core';
import type { ArtifactStore, ImageSource, Store } from '@latent-paths/data';
import { convolutionalVae, decodeSafetensors, type FrozenVae, type ImageShape } from '@latent-paths/model';
import { isImported, type TrialConfig } from '@latent-paths/specification/trial';
import { artifactOf } from '../provenance/artifact-of.js';
import { readKept } from './kept-import.js';
import { onnxVae } from './onnx-vae.js';

/** Name of the file with a trained VAE's weights. */
export const WEIGHTS = 'weights.safetensors';

/** The VAE of a finished artifact. @throws if a file of it is gone */
export async function readVae(
  artifact: ArtifactStore,
  vae: TrialConfig['vae'],
  imageShape: ImageShape,
): Promise<FrozenVae> {
  if (isImported(vae)) return onnxVae(await readKept(artifact, imageShape));
  const bytes = await artifact.readBytes(WEIGHTS);
  if (bytes === null) throw new Error(`${artifact.folder}: expected ${WEIGHTS}, found none; run the experiment again`);
  return convolutionalVae(decodeSafetensors(bytes).arrays, imageShape);
}

export interface VaeOfOptions {
  readonly store: Store;
  /** Record of a finished trial, its configuration and its images. */
  readonly run: RunRecord;
  readonly config: Pick<TrialConfig, 'vae'>;
  readonly source: Pick<ImageSource, 'shape'>;
}

/** The frozen VAE that a trial uses. @throws if it is gone */
export async function vaeOf({ store, run, config, source }: VaeOfOptions): Promise<FrozenVae> {
  return readVae(await artifactOf('vae', store, run), config.vae, source.shape);
}
